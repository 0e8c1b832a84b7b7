using System.Collections.Concurrent;
using System.Diagnostics;
using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures; rates in requests a second, times in milliseconds from when a request was due to its answer.</summary>
/// <param name="Capacity">What closed loops got through.</param>
/// <param name="NormalP99">At four fifths of the capacity.</param>
/// <param name="Rude">Refusals that were no 503 or 429, or said no Retry-After.</param>
/// <param name="Lost">Events acknowledged and not stored.</param>
/// <param name="Taken">Events of refused requests that are stored all the same.</param>
internal sealed record OverloadRun(double Capacity, double NormalP99, double Offered, double Accepted, double P50, double P99, double Refused, int Rude, long Lost, long Taken, double ServerMegabytes, double Load);

/// <summary>Three times what the server can take, for as long as asked, with a ledger of what it acknowledged.</summary>
internal static class OverloadScenario
{
    private const int Leads = 10_000;
    private const int PerRequest = 20;
    private const int Loops = 16;
    private const int Connections = 2_000;
    private const double NormalShare = 0.8;
    private const double Overload = 3;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    public static Task<OverloadRun> Run(PrivatePostgres postgres, int seconds) => OwnDatabase.During(postgres, async database =>
    {
        await using var server = await ServerProcess.Start(database);
        using var sender = new Sender(server.Http.BaseAddress!, Connections);
        await Touches.Capture(sender, Leads);
        // The first time the code has not run yet.
        await Capacity(sender);
        var capacity = await Capacity(sender);
        var ledger = new Ledger();
        var normal = await OpenLoop(sender, ledger, capacity * NormalShare, Measured);
        var over = await OpenLoop(sender, ledger, capacity * Overload, TimeSpan.FromSeconds(seconds));
        var (lost, taken) = await ledger.Compare(database);
        return new OverloadRun(
            capacity, normal.At(0.99), capacity * Overload, over.Accepted.Count / (double)seconds, over.At(0.5), over.At(0.99), over.Refused / (double)seconds, over.Rude + normal.Rude,
            lost, taken, server.PeakMemory / 1048576.0, Machine.Load);
    });

    public static void Print(IReadOnlyList<OverloadRun> runs, Arguments options, string postgres) => Report.Print(
        $"overload: {Overload:0} × capacity for {options.Seconds} s, {PerRequest} events a request", runs,
        [
            new("capacity, requests/s", run => run.Capacity),
            new($"p99 at {NormalShare:0.0} × capacity, ms", run => run.NormalP99, Format: "0.0"),
            new("offered, requests/s", run => run.Offered),
            new("accepted, requests/s", run => run.Accepted),
            new("accepted p50, ms", run => run.P50, Format: "0.0"),
            new("accepted p99, ms", run => run.P99, Format: "0.0"),
            new("refused, requests/s", run => run.Refused),
            new("refused without 503 or Retry-After", run => run.Rude),
            new("acknowledged and lost, events", run => run.Lost),
            new("refused and stored, events", run => run.Taken),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
            new("load of the machine", run => run.Load, Format: "0.0"),
        ],
        postgres, options.JsonFile);

    private static async Task<double> Capacity(Sender sender)
    {
        var address = sender.Address("/v1/events");
        Func<Task> Turn() => () => sender.Post(address, Sender.Many, Touches.Many(Chosen(), Ids()));
        return (await Workers.Run([.. Enumerable.Range(0, Loops).Select(_ => Turn())], Measured, () => { })).PerSecond;
    }

    /// <summary>Evenly spaced, whatever the answers take.</summary>
    private static async Task<Answered> OpenLoop(Sender sender, Ledger ledger, double rate, TimeSpan time)
    {
        var (address, answered, sent) = (sender.Address("/v1/events"), new Answered(), new List<Task>());
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < rate * time.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / rate);
            if (due - Stopwatch.GetElapsedTime(started) is { TotalMilliseconds: > 1 } early) await Task.Delay(early);
            sent.Add(Task.Run(() => Say(sender, address, ledger, answered, started + (long)(due.TotalSeconds * Stopwatch.Frequency))));
        }

        await Task.WhenAll(sent);
        return answered;
    }

    private static async Task Say(Sender sender, Uri address, Ledger ledger, Answered answered, long due)
    {
        var ids = Ids();
        var (status, retryAfter) = await sender.Try(address, Sender.Many, Touches.Many(Chosen(), ids));
        if (status == 200)
        {
            answered.Accepted.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            ledger.Acknowledged.Enqueue(ids);
            return;
        }

        ledger.Refused.Enqueue(ids);
        Interlocked.Increment(ref answered.Refused);
        if (status is not (503 or 429) || !retryAfter) Interlocked.Increment(ref answered.Rude);
    }

    private static int[] Chosen() => [.. Enumerable.Range(Random.Shared.Next(Leads - PerRequest), PerRequest)];

    private static Guid[] Ids() => [.. Enumerable.Range(0, PerRequest).Select(_ => Guid.NewGuid())];

    private sealed class Answered
    {
        public readonly ConcurrentBag<double> Accepted = [];
        public int Refused;
        public int Rude;

        public double At(double share)
        {
            var times = Accepted.Order().ToArray();
            return times[(int)Math.Ceiling(times.Length * share) - 1];
        }
    }

    /// <summary>What the server said of each event, kept outside it.</summary>
    private sealed class Ledger
    {
        public readonly ConcurrentQueue<Guid[]> Acknowledged = new();
        public readonly ConcurrentQueue<Guid[]> Refused = new();

        public async Task<(long Lost, long Taken)> Compare(string database)
        {
            var stored = new HashSet<Guid>();
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("select (data ->> 'senderEventId')::uuid from leads.mt_events where type = 'lead.touched.v1'", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) stored.Add(reader.GetGuid(0));
            return (Acknowledged.SelectMany(ids => ids).LongCount(id => !stored.Contains(id)), Refused.SelectMany(ids => ids).LongCount(stored.Contains));
        }
    }
}
