using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures; rates in events per second until the last row of the views.</summary>
/// <param name="OneView">One document per lead, as the event store itself builds it from the same events.</param>
internal sealed record RebuildRun(long Events, double AllViews, double OneView, double RawCopy, double ServerMegabytes);

/// <summary>Drops all views of a real lead log and builds them again; beside it the simplest view there could be, and a copy of the rows.</summary>
internal static class RebuildScenario
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static Task<RebuildRun> Run(PrivatePostgres postgres, string file) => OwnDatabase.During(postgres, async database =>
    {
        long events;
        double all, memory;
        await using (var server = await ServerProcess.Start(database))
        {
            await ImportScenario.Import(server, file);
            events = await server.ViewPosition();
            all = await Stopwatches.Seconds(() => Rebuild(server, events));
            memory = server.PeakMemory / 1048576.0;
        }

        // With the server gone, whose views would follow the events too.
        var one = await OneView.Rebuild(database);
        return new RebuildRun(events, events / all, events / one, events / await RawCopy.Run(database), memory);
    });

    public static void Print(IReadOnlyList<RebuildRun> runs, string postgres, string? jsonFile) => Report.Print(
        $"rebuild: {runs[0].Events:N0} events", runs,
        [
            new("all views, events/s", run => run.AllViews, run => run.AllViews / run.RawCopy),
            new("one view as the event store builds it, events/s", run => run.OneView, run => run.OneView / run.RawCopy),
            new("all views ÷ one view", run => run.AllViews / run.OneView, Format: "0.00"),
            new("raw COPY of the same rows, rows/s", run => run.RawCopy),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
        ],
        postgres, jsonFile);

    /// <summary>The request returns when the old rows are gone.</summary>
    private static async Task Rebuild(ServerProcess server, long events)
    {
        (await server.Http.PostAsync("/v1/views/rebuild", null)).EnsureSuccessStatusCode();
        while (await server.ViewPosition() < events) await Task.Delay(Poll);
    }
}
