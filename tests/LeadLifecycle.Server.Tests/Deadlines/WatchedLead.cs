using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>A lead offered to sales, and what its clocks have said so far.</summary>
internal sealed record WatchedLead(RunningServer Server, string Id, string Subject)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>The stored id of the fact that qualified it.</summary>
    public string Qualification { get; private init; } = "";

    /// <summary>Captured from a source and qualified, both live and at this moment.</summary>
    public static async Task<WatchedLead> Qualified(RunningServer server, string source)
    {
        var subject = "watched/" + Wire.NewId();
        var id = await server.Capture(subject, $$"""{"source":"{{source}}"}""");
        var lead = new WatchedLead(server, id, subject);
        return lead with { Qualification = (string)(await lead.Do("qualify")).Json["id"]! };
    }

    /// <summary>The same, told by another system; accepted by eve at this instant, which may lie in the past.</summary>
    public static async Task<WatchedLead> AcceptedAt(RunningServer server, string source, DateTimeOffset at)
    {
        var lead = await Told(server, source, at.AddMinutes(-1), backfill: false);
        await lead.Tell("sales-accepted", at, """{"owner":"eve","team":"north"}""");
        return lead;
    }

    /// <summary>Captured and qualified at an instant in the past.</summary>
    public static async Task<WatchedLead> Told(RunningServer server, string source, DateTimeOffset at, bool backfill)
    {
        var subject = "watched/" + Wire.NewId();
        JsonObject[] facts = [Wire.Fact(subject, "captured", Text(at), $$"""{"source":"{{source}}"}"""), Wire.Fact(subject, "marketing-qualified", Text(at))];
        var reply = await server.Say($"/v1/events?backfill={(backfill ? "true" : "false")}", $"[{string.Join(",", facts.Select(fact => fact.ToJsonString()))}]", Wire.Many);
        reply.Status.ShouldBe(200, reply.Text);
        var results = reply.Json["results"]!.AsArray();
        results.ShouldAllBe(result => (string?)result!["outcome"] == "recorded");
        return new WatchedLead(server, (string)results[0]!["leadId"]!, subject) { Qualification = (string)results[1]!["id"]! };
    }

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ");

    /// <summary>A command that must be recorded.</summary>
    public async Task<Reply> Do(string step, string body = "{}") => (await Server.Step(Id, step, body)).ShouldBeOutcome("recorded");

    /// <summary>A fact that must be recorded; its stored id.</summary>
    public async Task<string> Tell(string type, DateTimeOffset at, string data = "{}") =>
        (string)(await Server.Report(Wire.Fact(Subject, type, Text(at), data))).ShouldBeOutcome("recorded").Json["id"]!;

    public async Task<JsonNode[]> History() => [.. (await Server.Get($"/v1/leads/{Id}/history"))["events"]!.AsArray().Select(e => e!)];

    /// <summary>What its clocks have said, as stored.</summary>
    public async Task<JsonNode[]> Alarms() => [.. (await History()).Where(e => ((string)e["type"]!).StartsWith("lead.sla-", StringComparison.Ordinal))];

    /// <summary>Waits until they have said this often something.</summary>
    public async Task<JsonNode[]> Alarms(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (; ; await Task.Delay(Poll, patience.Token))
        {
            if (await Alarms() is { } alarms && alarms.Length >= count) return alarms;
        }
    }

    /// <summary>In words: <c>breached acceptance</c>, <c>breach-retracted acceptance late-proof</c>.</summary>
    public async Task<string[]> Said(int count = 0) =>
        [.. (await Alarms(count)).Select(e => $"{((string)e["type"]!)["lead.sla-".Length..]} {(string)e["data"]!["leg"]!} {(string?)e["data"]!["reason"]}".TrimEnd())];

    /// <summary>The lead's row of a leg on the board, in whatever state.</summary>
    public async Task<JsonNode> OnBoard(string leg)
    {
        var last = (await History()).Max(e => (long)e["position"]!);
        var page = await Server.Get($"/v1/handoffs?leg={leg}&state=running,at-risk,breached,paused,met,met-late&limit=500&waitFor={last}");
        page["nextCursor"].ShouldBeNull();
        return page["handoffs"]!.AsArray().Single(row => (string?)row!["leadId"] == Id)!;
    }
}
