using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>The funnel as of twenty instants, in the world's time, in recorded time, and in both at once.</summary>
internal static class ThroughTime
{
    private const int Instants = 20;

    /// <summary>Steps through the recorded instants in another order than through the world's, so that all combinations of early and late meet.</summary>
    private const int Stride = 7;

    private static readonly string[] Ends = ["won", "lost", "recycled"];

    /// <param name="file">The stage facts as the file has them.</param>
    /// <param name="recorded">The same with the times at which this server recorded them.</param>
    public static async Task Holds(RunningServer server, IReadOnlyList<LogFact> file, IReadOnlyList<LogFact> recorded)
    {
        var world = LogFact.Instants(file, fact => fact.OccurredAt, Instants);
        var known = LogFact.Instants(recorded, fact => fact.RecordedAt, Instants);
        for (var i = 0; i < Instants; i++)
        {
            var k = known[i * Stride % Instants];
            (await Conserved(server, world[i], null)).ShouldBe(LogFact.Snapshot(file, world[i], null), $"as of {world[i]:O}");
            (await Conserved(server, null, known[i])).ShouldBe(LogFact.Snapshot(recorded, null, known[i]), $"known at {known[i]:O}");
            (await Conserved(server, world[i], k)).ShouldBe(LogFact.Snapshot(recorded, world[i], k), $"as of {world[i]:O}, known at {k:O}");
            if (i == 0) continue;
            await Flows(server, world[i - 1], world[i], null);
            await Flows(server, world[i - 1], world[i], k);
        }
    }

    /// <summary>The cycles per stage; as many as are open or ended, in the whole and by owner.</summary>
    private static async Task<long[]> Conserved(RunningServer server, DateTimeOffset? asOf, DateTimeOffset? knownAt)
    {
        var bounds = Bound("asOf", asOf) + Bound("knownAt", knownAt);
        var whole = (await server.Get($"/v1/funnel?view=snapshot{bounds}"))["totals"]!;
        var byOwner = await server.Get($"/v1/funnel?view=snapshot&by=owner{bounds}");
        foreach (var group in byOwner["groups"]!.AsArray().Append(byOwner["totals"]).Append(whole))
        {
            var stages = Stages(group!, "count");
            Number(group!["cycles"]).ShouldBe(Number(group["open"]) + Ends.Sum(end => Number(group[end])), bounds);
            stages.Sum().ShouldBe(Number(group["cycles"]), bounds);
            stages[..5].Sum().ShouldBe(Number(group["open"]), bounds);
        }

        byOwner["groups"]!.AsArray().Sum(group => Number(group!["cycles"])).ShouldBe(Number(whole["cycles"]), bounds);
        return Stages(whole, "count");
    }

    private static async Task Flows(RunningServer server, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? knownAt)
    {
        var known = Bound("knownAt", knownAt);
        var before = (await server.Get($"/v1/funnel?view=snapshot{Bound("asOf", from)}{known}"))["totals"]!;
        var after = (await server.Get($"/v1/funnel?view=snapshot{Bound("asOf", to)}{known}"))["totals"]!;
        var flow = (await server.Get($"/v1/funnel?view=flow{Bound("from", from)}{Bound("to", to)}{known}"))["totals"]!;

        var (entered, exited) = (Stages(flow, "entered"), Stages(flow, "exited"));
        Stages(before, "count").Select((count, stage) => count + entered[stage] - exited[stage])
            .ShouldBe(Stages(after, "count"), $"from {from:O} to {to:O}{known}");
    }

    private static string Bound(string name, DateTimeOffset? instant) => instant is { } at ? $"&{name}={at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z" : "";

    private static long[] Stages(JsonNode group, string count) => [.. group["stages"]!.AsArray().Select(stage => Number(stage![count]))];

    private static long Number(JsonNode? number) => number!.GetValue<long>();
}
