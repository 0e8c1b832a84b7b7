using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures; times in milliseconds from the beginning of the recording transaction to the arrival.</summary>
/// <param name="Load">Of the machine when the run ended, over a minute.</param>
internal sealed record HandoffRun(int Told, double P50, double P90, double P99, double Max, int Lost, int OutOfOrder, double Load);

/// <summary>Handoffs at a steady rate over HTTP, to a receiver in this process, beside an endpoint that never answers.</summary>
internal static class HandoffScenario
{
    public const int WarmUpSeconds = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<HandoffRun> Run(PrivatePostgres postgres, int rate, int seconds) => OwnDatabase.During(postgres, async database =>
    {
        await using var receiver = await HandoffReceiver.Start();
        await using var server = await ServerProcess.Start(database, ("Notify__Allow__0", "127.0.0.1"));
        foreach (var path in (string[])["/sound", "/hanging"]) await Post(server, "/v1/subscriptions", new JsonObject { ["name"] = path, ["settings"] = new JsonObject { ["url"] = receiver.Url + path } });
        var warmUp = await Write(server, rate, WarmUpSeconds);
        await Arrive(receiver, warmUp);
        var begun = DateTimeOffset.UtcNow;
        var all = warmUp + await Write(server, rate, seconds);
        await Arrive(receiver, all);
        return Judge(receiver.Arrived, begun, lost: all - receiver.Count);
    });

    public static void Print(IReadOnlyList<HandoffRun> runs, Arguments options, string postgres) => Report.Print(
        $"{options.Rate} handoffs/s for {options.Seconds} s after {WarmUpSeconds} s of warm-up, {runs[0].Told:N0} messages", runs,
        [
            new("recorded to arrived, p50, ms", run => run.P50, Format: "0.0"),
            new("p90, ms", run => run.P90, Format: "0.0"),
            new("p99, ms", run => run.P99, Format: "0.0"),
            new("max, ms", run => run.Max, Format: "0.0"),
            new("lost", run => run.Lost),
            new("out of order within a lead", run => run.OutOfOrder),
            new("load of the machine", run => run.Load, Format: "0.0"),
        ],
        postgres, options.JsonFile);

    /// <summary>Evenly spaced, whatever the answers take. How many messages are to come.</summary>
    private static async Task<int> Write(ServerProcess server, int rate, int seconds)
    {
        var started = Stopwatch.GetTimestamp();
        var handoffs = new List<Task<int>>();
        for (var i = 0; i < rate * seconds; i++)
        {
            if (TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early) await Task.Delay(early);
            handoffs.Add(HandOff(server, accepted: i % 10 == 0));
        }

        return (await Task.WhenAll(handoffs)).Sum();
    }

    /// <summary>A lead captured and qualified, and every tenth accepted at once, so that there is an order to keep.</summary>
    private static async Task<int> HandOff(ServerProcess server, bool accepted)
    {
        var lead = (string)(await Post(server, "/v1/leads", new JsonObject { ["subject"] = Guid.NewGuid().ToString("N"), ["source"] = "fair" }))["leadId"]!;
        await Post(server, $"/v1/leads/{lead}/qualify", new JsonObject { ["team"] = "t" });
        if (!accepted) return 1;
        await Post(server, $"/v1/leads/{lead}/accept", new JsonObject { ["owner"] = "u1" });
        return 2;
    }

    private static async Task<JsonNode> Post(ServerProcess server, string path, JsonObject body)
    {
        using var response = await server.Http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} → {(int)response.StatusCode}: {text}");
    }

    /// <summary>Until so many messages have come, or patience ends.</summary>
    private static async Task Arrive(HandoffReceiver receiver, int messages)
    {
        var waited = Stopwatch.StartNew();
        while (receiver.Count < messages && waited.Elapsed < Patience) await Task.Delay(50);
    }

    private static HandoffRun Judge(IReadOnlyCollection<Arrival> arrived, DateTimeOffset begun, int lost)
    {
        var delays = arrived.Where(arrival => arrival.RecordedAt >= begun).Select(arrival => arrival.Delay.TotalMilliseconds).Order().ToArray();
        double At(double share) => delays[(int)Math.Ceiling(delays.Length * share) - 1];
        var outOfOrder = arrived.GroupBy(arrival => arrival.LeadId).Count(lead => !lead.Select(arrival => arrival.Version).SequenceEqual(lead.Select(arrival => arrival.Version).Order()));
        return new HandoffRun(delays.Length, At(0.5), At(0.9), At(0.99), delays[^1], lost, outOfOrder, Machine.Load);
    }
}
