using System.Diagnostics;
using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures; rates in the load's unit per second, times of a turn in milliseconds.</summary>
/// <param name="CpuPerThousand">Processor seconds of the server for 1,000 events, with those that the views took.</param>
/// <param name="Allocated">By the server for an event, with what the views took, in KB.</param>
/// <param name="Lag">From the last answer until the views hold the last event, in seconds.</param>
/// <param name="Load">Of the machine when the run ended, over a minute.</param>
internal sealed record LoadRun(double PerSecond, double P50, double P99, double Raw, double RawP50, double RawP99, double CpuPerThousand, double Allocated, double ServerMegabytes, double Lag, double Load);

/// <summary>A load on the server, and after it, with the server gone, the same on PostgreSQL itself over as many connections.</summary>
internal static class LoadScenario
{
    public static Task<LoadRun> Run(PrivatePostgres postgres, ILoad load, Arguments options) => OwnDatabase.During(postgres, async database =>
    {
        var counted = TimeSpan.FromSeconds(options.Seconds);
        var served = await Serve(database, load, options.Connections, counted);
        var raw = await WriteRaw(database, load, options.Connections, counted);
        return served with { Raw = raw.PerSecond * load.UnitsPerTurn, RawP50 = raw.P50, RawP99 = raw.P99, Load = Machine.Load };
    });

    public static void Print(IReadOnlyList<LoadRun> runs, ILoad load, Arguments options, string postgres) => Report.Print(
        $"{options.Scenario}: {options.Connections} connections, {options.Seconds} s after {Workers.WarmUp.TotalSeconds} s of warm-up{(options.Duplicates > 0 ? $", {options.Duplicates} % said again" : "")}", runs,
        [
            new($"{load.Unit}/s", run => run.PerSecond, run => run.PerSecond / run.Raw),
            new("p50, ms", run => run.P50, run => run.P50 / run.RawP50, Format: "0.0"),
            new("p99, ms", run => run.P99, run => run.P99 / run.RawP99, Format: "0.0"),
            new($"raw, {load.Unit}/s", run => run.Raw),
            new("raw p50, ms", run => run.RawP50, Format: "0.0"),
            new("raw p99, ms", run => run.RawP99, Format: "0.0"),
            new("server CPU, s per 1,000 events", run => run.CpuPerThousand, Format: "0.000"),
            new("allocated, KB per event", run => run.Allocated, Format: "0.0"),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
            new("views behind at the end, s", run => run.Lag, Format: "0.00"),
            new("load of the machine", run => run.Load, Format: "0.0"),
        ],
        postgres, options.JsonFile);

    private static async Task<LoadRun> Serve(string database, ILoad load, int connections, TimeSpan counted)
    {
        await using var server = await ServerProcess.Start(database);
        using var sender = new Sender(server.Http.BaseAddress!, connections);
        await load.Prepare(sender);
        await server.CatchUp(database);
        var (prepared, repeated) = (await StoredEvents.Count(database), load.Repeated);
        var (warm, allocated) = (TimeSpan.Zero, await server.Allocated());
        var turns = await Workers.Run([.. Enumerable.Range(0, connections).Select(_ => load.Worker(sender))], counted, () => warm = server.ProcessorTime);
        var lag = await server.CatchUp(database);
        var cpu = (server.ProcessorTime - warm).TotalSeconds * 1000 / (turns.SinceWarm * load.EventsPerTurn);
        allocated = (await server.Allocated() - allocated) / 1024 / (turns.All * load.EventsPerTurn);
        var (recorded, said) = (await StoredEvents.Count(database) - prepared, (turns.All * load.EventsPerTurn) - (load.Repeated - repeated));
        if (recorded != said) throw new InvalidOperationException($"{said} events were said and {recorded} recorded.");
        return new LoadRun(turns.PerSecond * load.UnitsPerTurn, turns.P50, turns.P99, 0, 0, 0, cpu, allocated, server.PeakMemory / 1048576.0, lag, 0);
    }

    private static async Task<Turns> WriteRaw(string database, ILoad load, int connections, TimeSpan counted)
    {
        var raw = await RawRows.Create(database, load.EventsPerLead);
        var writers = new List<RawWriter>();
        try
        {
            while (writers.Count < connections) writers.Add(await RawWriter.Connect(database));
            return await Workers.Run([.. writers.Select(writer => load.RawWorker(writer, raw.Rows))], counted, () => { });
        }
        finally
        {
            foreach (var writer in writers) await writer.DisposeAsync();
        }
    }
}
