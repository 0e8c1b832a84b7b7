using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>The command line; null from <see cref="Read"/> when it is not understood or the data is not there.</summary>
internal sealed record Arguments(int Runs, string BpicFile, string? JsonFile)
{
    public static Arguments? Read(string[] args)
    {
        if (args is not ["import", ..]) return null;
        var given = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (given.Count * 2 != args.Length - 1) return null;
        var folder = given.GetValueOrDefault("--data") ?? Environment.GetEnvironmentVariable("LEADS_DATA") ?? Path.Combine(CheckoutRoot.Find(), "..", "shared", "data");
        var file = Path.GetFullPath(Path.Combine(folder, "bpic2012", "bpic2012.csv.gz"));
        return File.Exists(file) ? new Arguments(int.Parse(given.GetValueOrDefault("--runs") ?? "3"), file, given.GetValueOrDefault("--json")) : null;
    }
}
