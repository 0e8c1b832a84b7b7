namespace LeadLifecycle.Server.Tests.Views;

/// <summary>The feed of all events, and one lead's own: in order, in pages, never past what is certain.</summary>
[Collection(SharedServer.Name)]
public sealed class FeedTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_feed_gives_every_event_once_in_order_of_position()
    {
        var run = Wire.NewId();
        var first = await _server.Tell(Wire.Captured($"feed/{run}/0"));
        var last = await _server.Tell([.. Enumerable.Range(1, 30).Select(i => Wire.Captured($"feed/{run}/{i}"))]);
        var positions = new List<long>();
        var after = (first - 1).ToString();
        while (true)
        {
            var page = await _server.Get($"/v1/events?after={after}&limit=7&waitFor={last}");
            var events = page["events"]!.AsArray();
            page["upTo"]!.Counts("position")[0].ShouldBeGreaterThanOrEqualTo(last);
            after = page.Text("nextCursor")!;
            if (events.Count == 0) break;
            positions.AddRange(events.Select(e => (long)e!["position"]!));
            after.ShouldBe(positions[^1].ToString());
            events.ShouldAllBe(e => e!.Text("leadId") != null && e!.Text("type") == "lead.captured");
        }

        positions.Count.ShouldBe(31);
        positions.ShouldBe(positions.Order().Distinct());
        after.ShouldBe(last.ToString());
    }

    [Fact]
    public async Task a_history_comes_in_pages()
    {
        var subject = "history/" + Wire.NewId();
        await _server.Tell([.. Enumerable.Range(0, 11).Select(i => Wire.Fact(subject, "touched", $"2026-03-01T10:{i:00}:00Z", $"{{\"kind\":\"{i}\"}}"))]);
        var lead = await _server.Capture(subject);
        var (versions, cursor) = (new List<long>(), "0");
        while (cursor is not null)
        {
            var page = await _server.Get($"/v1/leads/{lead}/history?limit=5&cursor={cursor}");
            page.Text("leadId").ShouldBe(lead);
            versions.AddRange(page["events"]!.AsArray().Select(e => (long)e!["version"]!));
            cursor = page.Text("nextCursor");
        }

        versions.ShouldBe(Enumerable.Range(1, 12).Select(version => (long)version));
    }

    [Fact]
    public async Task every_event_of_a_history_has_the_members_of_the_contract()
    {
        var lead = await _server.Capture("history/" + Wire.NewId(), "{\"source\":\"fair\"}");
        var e = (await _server.Get($"/v1/leads/{lead}/history"))["events"]![0]!.AsObject();
        foreach (var member in (string[])["id", "version", "position", "type", "occurredAt", "recordedAt", "actor", "sender", "senderEventId", "correlationId", "causationId", "late", "data"])
        {
            e.ContainsKey(member).ShouldBeTrue(member);
        }

        e["data"]!.AsObject().Select(member => member.Key).ShouldBe(["source"]);
    }

    [Fact]
    public async Task who_waits_for_what_will_not_come_is_told_after_ten_seconds()
    {
        var started = TimeProvider.System.GetTimestamp();
        var behind = (await _server.Ask($"/v1/funnel?waitFor={long.MaxValue}")).ShouldBeProblem(503, "view.behind");
        behind.Headers.RetryAfter.ShouldNotBeNull();
        TimeProvider.System.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(9.5, 20);
    }
}
