using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>The command line; null from <see cref="Read"/> when it is not understood or the data is not there.</summary>
/// <param name="Rate">Handoffs or events per second.</param>
/// <param name="Connections">As many closed loops, each on a connection of its own.</param>
/// <param name="Duplicates">Percent of the requests that say again what was said before.</param>
/// <param name="Leads">Numbers of leads, each larger than the one before.</param>
/// <param name="BpicFile">Import and rebuild read it.</param>
internal sealed record Arguments(string Scenario, int Runs, int Rate, int Seconds, int Connections, int Duplicates, IReadOnlyList<int> Leads, string BpicFile, string? JsonFile)
{
    public const string Usage = """
        usage: import    [--runs N] [--json FILE] [--data FOLDER]           (the folder holds bpic2012/bpic2012.csv.gz)
               rebuild   [--runs N] [--json FILE] [--data FOLDER]           (the same)
               handoffs  [--runs N] [--json FILE] [--rate N] [--seconds N]
               calendar  [--runs N] [--json FILE]
               single    [--runs N] [--json FILE] [--connections N] [--seconds N] [--duplicates PERCENT]
               batch     [--runs N] [--json FILE] [--connections N] [--seconds N]
               lifecycle [--runs N] [--json FILE] [--connections N] [--seconds N]
               overload  [--runs N] [--json FILE] [--seconds N]
               funnel    [--runs N] [--json FILE] [--leads N,N,…]
               lag       [--runs N] [--json FILE] [--rate N] [--seconds N]
        """;

    private static readonly Dictionary<string, string[]> OptionsByScenario = new(StringComparer.Ordinal)
    {
        ["import"] = ["--data"],
        ["rebuild"] = ["--data"],
        ["handoffs"] = ["--rate", "--seconds"],
        ["calendar"] = [],
        ["single"] = ["--connections", "--seconds", "--duplicates"],
        ["batch"] = ["--connections", "--seconds"],
        ["lifecycle"] = ["--connections", "--seconds"],
        ["overload"] = ["--seconds"],
        ["funnel"] = ["--leads"],
        ["lag"] = ["--rate", "--seconds"],
    };

    public static Arguments? Read(string[] args)
    {
        if (args is not [var scenario, ..] || !OptionsByScenario.TryGetValue(scenario, out var own)) return null;
        var given = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (given.Count * 2 != args.Length - 1 || given.Keys.Except(["--runs", "--json", .. own]).Any()) return null;
        int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;
        var folder = given.GetValueOrDefault("--data") ?? Environment.GetEnvironmentVariable("LEADS_DATA") ?? Path.Combine(CheckoutRoot.Find(), "..", "shared", "data");
        var file = Path.GetFullPath(Path.Combine(folder, "bpic2012", "bpic2012.csv.gz"));
        if (scenario is "import" or "rebuild" && !File.Exists(file)) return null;
        var seconds = Number("--seconds", scenario switch { "handoffs" or "overload" => 60, "lag" => 30, _ => 10 });
        var connections = Number("--connections", scenario switch { "batch" => 8, "lifecycle" => 16, _ => 64 });
        var leads = (given.GetValueOrDefault("--leads") ?? "10000,100000,1000000").Split(',').Select(int.Parse).Order().ToArray();
        return new Arguments(scenario, Number("--runs", 3), Number("--rate", scenario == "lag" ? 1_000 : 100), seconds, connections, Number("--duplicates", 0), leads, file, given.GetValueOrDefault("--json"));
    }
}
