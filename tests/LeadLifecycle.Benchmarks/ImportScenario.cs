using System.Diagnostics;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures; rates in events per second, from the first byte read to the last row of the views.</summary>
internal sealed record ImportRun(long Events, double Import, double RawCopy, double ServerMegabytes);

/// <summary>Imports a real lead log as a user would and copies the same rows raw, on one database in one run.</summary>
internal static class ImportScenario
{
    public static Task<ImportRun> Run(PrivatePostgres postgres, string file) => OwnDatabase.During(postgres, async database =>
    {
        await using var server = await ServerProcess.Start(database);
        var import = await Stopwatches.Seconds(() => Import(server, file));
        var events = await server.ViewPosition();
        var memory = server.PeakMemory / 1048576.0;
        return new ImportRun(events, events / import, events / await RawCopy.Run(database), memory);
    });

    public static void Print(IReadOnlyList<ImportRun> runs, string postgres, string? jsonFile) => Report.Print(
        $"{runs[0].Events:N0} events", runs,
        [
            new("import, events/s (client to views)", run => run.Import, run => run.Import / run.RawCopy),
            new("raw COPY of the same rows, rows/s", run => run.RawCopy),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
        ],
        postgres, jsonFile);

    /// <summary>The client returns when the views are there.</summary>
    public static async Task Import(ServerProcess server, string file)
    {
        var mapping = Path.Combine(CheckoutRoot.Find(), "schema", "import", "bpic2012.json");
        using var client = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "leads.dll"), "--server", server.Http.BaseAddress!.ToString(), "import", "--mapping", mapping, "--report", Path.GetTempPath(), file])
        { RedirectStandardOutput = true })!;
        await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        if (client.ExitCode != 0) throw new InvalidOperationException($"The import ended with {client.ExitCode}.");
    }
}
