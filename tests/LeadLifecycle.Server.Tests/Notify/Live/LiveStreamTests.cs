namespace LeadLifecycle.Server.Tests.Notify.Live;

public sealed class LiveStreamTests(LiveFixture fixture) : IClassFixture<LiveFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_stream_tells_from_now_on_what_a_webhook_would_and_nothing_of_the_person()
    {
        var before = (long)(await _server.Get($"/v1/leads/{await _server.Qualified("before")}"))["position"]!;
        await _server.Get($"/v1/events?after={before}&waitFor={before}");
        await using var stream = await LiveStream.Open(_server, "?teams=before,now");
        var lead = await _server.Qualified("now", ""","score":42""");
        await _server.Step(lead, "accept", """{"owner":"u1"}""");

        var told = await stream.Next(2);
        told.Select(one => one.Type).ShouldBe(["handoff.offered", "handoff.accepted"]);
        told[1].Id.ShouldBeGreaterThan(told[0].Id);
        ((string?)told[0].Body["type"], (string?)told[0].Data["leadId"], (long)told[0].Data["version"]!, (decimal)told[0].Data["score"]!).ShouldBe(("handoff.offered", lead, 2, 42m));
        told[0].Body.ToJsonString().ShouldNotContain("canary", Case.Insensitive);
        stream.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        stream.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var feed = (await _server.Get($"/v1/events?after={told[0].Id - 1}&limit=1"))["events"]![0]!;
        ((string?)feed["id"]).ShouldBe((string?)told[0].Data["eventId"]);
    }

    [Fact]
    public async Task it_tells_only_what_is_asked_for()
    {
        await using var stream = await LiveStream.Open(_server, "?types=handoff.offered&teams=filtered&sources=fair&minScore=10");
        await using var owners = await LiveStream.Open(_server, "?owners=u7&teams=filtered");
        var low = await _server.Qualified("filtered", ""","score":9""");
        await _server.Step(low, "accept", """{"owner":"u7"}""");
        await _server.Qualified("elsewhere", ""","score":11""");
        var fits = await _server.Qualified("filtered", ""","score":11""");

        ((string?)(await stream.Next()).Data["leadId"]).ShouldBe(fits);
        ((string?)(await owners.Next()).Data["leadId"]).ShouldBe(low);
        stream.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task history_is_quiet()
    {
        await using var stream = await LiveStream.Open(_server, "?teams=quiet");
        var subject = Wire.NewId();
        (await _server.Say("/v1/events?backfill=true", Wire.Fact(subject, "marketing-qualified", "2026-01-01T00:00:00Z", """{"team":"quiet"}""").ToJsonString(), Wire.One)).Status.ShouldBe(200);
        await _server.Report(Wire.Fact(subject, "lost", "2026-01-02T00:00:00Z"));

        (await stream.Next()).Type.ShouldBe("lead.lost");
    }

    [Fact]
    public async Task a_silent_stream_beats_and_says_how_far_it_is()
    {
        await using var stream = await LiveStream.Open(_server, "?teams=nobody");
        var began = stream.LastId!.Value;
        await _server.Qualified("beaten");

        await Until.Holds(() => stream.Beats >= 2 && stream.LastId > began, () => $"{stream.Beats} beats, at {stream.LastId}", TimeSpan.FromSeconds(30));
        stream.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task it_resumes_behind_the_place_it_is_given_and_the_header_is_the_newer_place()
    {
        await using var first = await LiveStream.Open(_server, "?teams=resumed");
        for (var i = 0; i < 3; i++) await _server.Qualified("resumed");
        var seen = await first.Next(3);

        await using var after = await LiveStream.Open(_server, $"?teams=resumed&after={seen[0].Id}");
        (await after.Next(2)).Select(told => told.Id).ShouldBe(seen.Skip(1).Select(told => told.Id));
        await using var header = await LiveStream.Open(_server, $"?teams=resumed&after={seen[0].Id}", seen[1].Id);
        (await header.Next()).Id.ShouldBe(seen[2].Id);
        await using var all = await LiveStream.Open(_server, "?teams=resumed&after=0");
        (await all.Next(3)).Select(told => told.Id).ShouldBe(seen.Select(told => told.Id));
    }

    [Theory]
    [InlineData("?after=-1")]
    [InlineData("?after=abc")]
    [InlineData("?after=999999999")]
    [InlineData("?types=handoff.offerd")]
    [InlineData("?minScore=many")]
    [InlineData("?team=one")]
    [InlineData("", "abc")]
    [InlineData("", "1, 2")]
    [InlineData("", "-1")]
    [InlineData("", "99999999999999999999999")]
    [InlineData("", "999999999")]
    public async Task what_is_not_understood_is_refused(string query, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/notifications/stream" + query);
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        (await _server.Send(request)).ShouldBeProblem(400, "query.invalid");
    }
}
