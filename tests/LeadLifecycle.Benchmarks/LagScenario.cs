using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures, times in milliseconds.</summary>
/// <param name="PerSecond">Events acknowledged, over the counted time.</param>
internal sealed record LagRun(double PerSecond, int Events, double P50, double P99, double Max, double ServerMegabytes, double Load);

/// <summary>How long after its acknowledgement an event is in the funnel's answer, while so many a second come in.</summary>
internal static class LagScenario
{
    private const int Leads = 10_000;
    private const int Connections = 64;

    /// <summary>Of so many events one captures a new lead, which the funnel counts; the others touch one.</summary>
    private const int PerCapture = 5;

    private const int WarmUpSeconds = 5;

    public static Task<LagRun> Run(PrivatePostgres postgres, int rate, int seconds) => OwnDatabase.During(postgres, async database =>
    {
        await using var server = await ServerProcess.Start(database);
        using var sender = new Sender(server.Http.BaseAddress!, Connections);
        await Touches.Capture(sender, Leads);
        await server.CatchUp(database);
        using var watching = new CancellationTokenSource();
        var seen = Watch(server, watching.Token);
        await Say(sender, rate, WarmUpSeconds);
        var acknowledged = await Say(sender, rate, seconds);
        await server.CatchUp(database);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        await watching.CancelAsync();
        var lags = Lags(acknowledged, await seen);
        double At(double share) => lags[(int)Math.Ceiling(lags.Length * share) - 1];
        return new LagRun(lags.Length / (double)seconds, lags.Length, At(0.5), At(0.99), lags[^1], server.PeakMemory / 1048576.0, Machine.Load);
    });

    public static void Print(IReadOnlyList<LagRun> runs, Arguments options, string postgres) => Report.Print(
        $"lag: {options.Rate} events/s for {options.Seconds} s after {WarmUpSeconds} s of warm-up, one in {PerCapture} a new lead", runs,
        [
            new("events/s", run => run.PerSecond),
            new("acknowledged to in the funnel, p50, ms", run => run.P50, Format: "0.0"),
            new("p99, ms", run => run.P99, Format: "0.0"),
            new("max, ms", run => run.Max, Format: "0.0"),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
            new("load of the machine", run => run.Load, Format: "0.0"),
        ],
        postgres, options.JsonFile);

    /// <summary>Evenly spaced, whatever the answers take: the position of each event and when it was acknowledged.</summary>
    private static async Task<IReadOnlyCollection<(long Position, long At)>> Say(Sender sender, int rate, int seconds)
    {
        var (address, acknowledged, sent) = (sender.Address("/v1/events"), new ConcurrentBag<(long, long)>(), new List<Task>());
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < rate * seconds; i++)
        {
            if (TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started) is { TotalMilliseconds: > 1 } early) await Task.Delay(early);
            var body = i % PerCapture == 0 ? Captured() : Touches.One(Random.Shared.Next(Leads));
            sent.Add(Task.Run(async () =>
            {
                var answer = await sender.Ask(address, Sender.One, body);
                var at = Stopwatch.GetTimestamp();
                using var outcome = JsonDocument.Parse(answer);
                acknowledged.Add((outcome.RootElement.GetProperty("position").GetInt64(), at));
            }));
        }

        await Task.WhenAll(sent);
        return acknowledged;
    }

    private static byte[] Captured() => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"{{Guid.NewGuid():N}}","source":"urn:benchmark","subject":"lag/{{Guid.NewGuid():N}}","type":"lead.captured","time":"2026-03-02T09:15:00Z","data":{"source":"fair"} }""");

    /// <summary>Asks for the funnel again and again: when an answer came, and the position it reached.</summary>
    private static async Task<IReadOnlyList<(long Position, long At)>> Watch(ServerProcess server, CancellationToken until)
    {
        var seen = new List<(long, long)>();
        while (!until.IsCancellationRequested)
        {
            using var funnel = JsonDocument.Parse(await server.Http.GetByteArrayAsync("/v1/funnel", CancellationToken.None));
            seen.Add((funnel.RootElement.GetProperty("upTo").GetProperty("position").GetInt64(), Stopwatch.GetTimestamp()));
        }

        return seen;
    }

    /// <summary>From each acknowledgement to the first answer that reached its position, shortest first; 0 when the funnel had it before.</summary>
    private static double[] Lags(IReadOnlyCollection<(long Position, long At)> acknowledged, IReadOnlyList<(long Position, long At)> seen)
    {
        var (lags, next) = (new List<double>(acknowledged.Count), 0);
        foreach (var (position, at) in acknowledged.OrderBy(one => one.Position))
        {
            while (seen[next].Position < position) next++;
            lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(at, seen[next].At).TotalMilliseconds));
        }

        return [.. lags.Order()];
    }
}
