namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>The history says who asked, with which request, and whether it was told afterwards.</summary>
[Collection(SharedServer.Name)]
public sealed class TraceTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_correlation_id_ties_the_events_of_a_request()
    {
        var (subject, correlation) = ("trace/" + Wire.NewId(), Wire.NewId());
        var batch = $"[{Wire.Captured(subject).ToJsonString()},{Wire.Fact(subject, "engaged", "2026-03-02T10:00:00Z").ToJsonString()}]";
        var reply = await _server.Say("/v1/events", batch, Wire.Many, ("X-Correlation-Id", correlation));
        var events = (await _server.Get($"/v1/leads/{(string)reply.Json["results"]![0]!["leadId"]!}/history"))["events"]!;
        events.AsArray().ShouldAllBe(e => (string?)e!["correlationId"] == correlation);
        ((string?)events[0]!["causationId"]).ShouldNotBeNullOrEmpty();
        ((string?)events[1]!["causationId"]).ShouldBe((string?)events[0]!["causationId"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("has a space")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task without_a_usable_one_the_server_gives_its_own(string? correlation)
    {
        (string, string)[] headers = correlation is null ? [] : [("X-Correlation-Id", correlation)];
        var reply = await _server.Say("/v1/events", Wire.Captured("trace/" + Wire.NewId()).ToJsonString(), Wire.One, headers);
        var given = (string?)(await _server.Get($"/v1/leads/{(string)reply.Json["leadId"]!}/history"))["events"]![0]!["correlationId"];
        given.ShouldNotBeNullOrEmpty();
        given.ShouldNotBe(correlation);
    }

    [Fact]
    public async Task history_told_afterwards_is_marked_and_the_senders_names_stand_beside()
    {
        var fact = Wire.Captured("trace/" + Wire.NewId(), "{\"actor\":\"import-7\"}");
        var reply = await _server.Say("/v1/events?backfill=true", fact.ToJsonString(), Wire.One);
        var told = (await _server.Get($"/v1/leads/{(string)reply.Json["leadId"]!}/history"))["events"]![0]!;
        ((bool)told["backfill"]!).ShouldBeTrue();
        ((string?)told["actor"]).ShouldBe("import-7");
        ((string?)told["sender"]).ShouldBe(Wire.Sender);
        ((string?)told["senderEventId"]).ShouldBe((string?)fact["id"]);
        ((string?)told["id"]).ShouldBe((string?)reply.Json["id"]);
        ((string?)told["type"]).ShouldBe("lead.captured");
    }

    [Fact]
    public async Task a_fact_that_arrives_after_its_successor_is_late()
    {
        var subject = "trace/" + Wire.NewId();
        await _server.Tell(Wire.Fact(subject, "marketing-qualified", "2026-03-02T10:00:00Z"));
        await _server.Tell(Wire.Captured(subject));
        var lead = (string)(await _server.Get($"/v1/leads?sender={Wire.Sender}&subject={subject}"))["leads"]![0]!["leadId"]!;
        (await _server.Get($"/v1/leads/{lead}/history"))["events"]!.AsArray().Select(e => (bool)e!["late"]!).ShouldBe([false, true]);
    }
}
