using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>The command line; null from <see cref="Read"/> when it is not understood or the data is not there.</summary>
/// <param name="Rate">Handoffs per second.</param>
/// <param name="BpicFile">Only the import reads it.</param>
internal sealed record Arguments(string Scenario, int Runs, int Rate, int Seconds, string BpicFile, string? JsonFile)
{
    public const string Usage = """
        usage: import   [--runs N] [--json FILE] [--data FOLDER]           (the folder holds bpic2012/bpic2012.csv.gz)
               handoffs [--runs N] [--json FILE] [--rate N] [--seconds N]
               calendar [--runs N] [--json FILE]
        """;

    public static Arguments? Read(string[] args)
    {
        if (args is not [("import" or "handoffs" or "calendar") and var scenario, ..]) return null;
        var given = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        string[] known = ["--runs", "--json", .. scenario switch { "import" => (string[])["--data"], "handoffs" => ["--rate", "--seconds"], _ => [] }];
        if (given.Count * 2 != args.Length - 1 || given.Keys.Except(known).Any()) return null;
        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;
        var folder = given.GetValueOrDefault("--data") ?? Environment.GetEnvironmentVariable("LEADS_DATA") ?? Path.Combine(CheckoutRoot.Find(), "..", "shared", "data");
        var file = Path.GetFullPath(Path.Combine(folder, "bpic2012", "bpic2012.csv.gz"));
        return scenario != "import" || File.Exists(file)
            ? new Arguments(scenario, Number("--runs", 3), Number("--rate", 100), Number("--seconds", 60), file, given.GetValueOrDefault("--json"))
            : null;
    }
}
