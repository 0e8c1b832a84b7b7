using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>A person makes the clocks of a lead wait, and go on.</summary>
[Collection(SharedServer.Name)]
public sealed class PauseTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData("{\"reason\":\"waiting-for-prospect\",\"actor\":\"eve\"}")]
    [InlineData("{\"leg\":\"first-response\",\"reason\":\"agreed-date\",\"until\":\"2099-01-01T00:00:00Z\",\"actor\":\"eve\"}")]
    public async Task a_pause_and_its_end_are_recorded_and_move_nothing(string pause)
    {
        var lead = await Accepted();
        var paused = (await _server.Step(lead, "pause", pause)).ShouldBeOutcome("recorded");
        paused.Status.ShouldBe(200);
        var resumed = (await _server.Step(lead, "resume", "{\"actor\":\"eve\"}")).ShouldBeOutcome("recorded");
        ((string?)resumed.Json["stage"]).ShouldBe("SalesAccepted");

        var events = (await _server.Get($"/v1/leads/{lead}/history"))["events"]!.AsArray();
        events.Select(e => (string?)e!["type"]).TakeLast(2).ShouldBe(["lead.paused", "lead.resumed"]);
        foreach (var (name, value) in JsonNode.Parse(pause)!.AsObject().Where(member => member.Key != "actor"))
        {
            JsonNode.DeepEquals(events[^2]!["data"]![name], value).ShouldBeTrue($"{name} in {events[^2]}");
        }
    }

    [Theory]
    [InlineData("{\"actor\":\"eve\"}", "/reason")]
    [InlineData("{\"reason\":\"agreed-date\"}", "/actor")]
    public async Task a_pause_says_why_and_who(string body, string pointer) =>
        (await _server.Step(await Accepted(), "pause", body)).ShouldBeProblem(409, "lead.field-missing", pointer);

    [Theory]
    [InlineData("timing")]
    [InlineData("Agreed-Date")]
    [InlineData("")]
    public async Task a_pause_for_a_reason_nobody_agreed_on_is_refused(string reason)
    {
        var refused = (await _server.Step(await Accepted(), "pause", $"{{\"reason\":\"{reason}\",\"actor\":\"eve\"}}")).ShouldBeProblem(422, "reason.unknown", "/reason");
        ((string)refused.Json["detail"]!).ShouldContain("waiting-for-prospect");
    }

    [Theory]
    [InlineData("pause", "{\"leg\":\"lunch\",\"reason\":\"agreed-date\",\"actor\":\"eve\"}")]
    [InlineData("resume", "{\"leg\":\"lunch\"}")]
    public async Task a_leg_nobody_knows_is_refused(string step, string body) =>
        (await _server.Step(await Accepted(), step, body)).ShouldBeProblem(400, "leg.unknown", "/leg");

    [Theory]
    [InlineData("pause", "{\"leg\":\"acceptance\",\"reason\":\"agreed-date\",\"actor\":\"eve\"}")]
    [InlineData("pause", "{\"leg\":\"closing\",\"reason\":\"agreed-date\",\"actor\":\"eve\"}")]
    [InlineData("resume", "{\"leg\":\"acceptance\"}")]
    public async Task a_leg_that_is_not_open_cannot_wait(string step, string body) =>
        (await _server.Step(await Accepted(), step, body)).ShouldBeProblem(409, "lead.no-clock-runs");

    [Fact]
    public async Task a_lead_that_came_to_its_end_has_no_clock_that_could_wait()
    {
        var lead = await Accepted();
        (await _server.Step(lead, "lose", "{\"reason\":\"price\"}")).ShouldBeOutcome("recorded");
        (await _server.Step(lead, "pause", "{\"reason\":\"agreed-date\",\"actor\":\"eve\"}")).ShouldBeProblem(409, "lead.no-clock-runs");
        (await _server.Step(lead, "resume", "{}")).ShouldBeProblem(409, "lead.no-clock-runs");
    }

    [Theory]
    [InlineData("2026-03-02T09:59:59Z")]
    [InlineData("2026-03-02T10:00:00Z")]
    public async Task a_pause_ends_after_it_begins(string until)
    {
        var body = $"{{\"reason\":\"agreed-date\",\"actor\":\"eve\",\"occurredAt\":\"2026-03-02T10:00:00Z\",\"until\":\"{until}\"}}";
        (await _server.Step(await Accepted("2026-03-02T09:00:00Z"), "pause", body)).ShouldBeProblem(422, "pause.not-ahead", "/until");
    }

    [Fact]
    public async Task a_pause_that_is_reported_is_believed_though_it_stops_nothing()
    {
        var subject = "p/" + Wire.NewId();
        await _server.Tell(Wire.Fact(subject, "paused", "2026-03-02T10:00:00Z", "{\"until\":\"2026-03-01T00:00:00Z\"}"), Wire.Fact(subject, "resumed", "2026-03-02T11:00:00Z", "{}"));
    }

    private async Task<string> Accepted(string? occurredAt = null)
    {
        JsonObject Body(string? name = null, string? value = null)
        {
            var body = new JsonObject();
            if (name is not null) body[name] = value;
            if (occurredAt is not null) body["occurredAt"] = occurredAt;
            return body;
        }

        var created = await _server.Say("/v1/leads", Body("subject", "p/" + Wire.NewId()).ToJsonString(), "application/json");
        created.Status.ShouldBe(201, created.Text);
        var lead = (string)created.Json["leadId"]!;
        (await _server.Step(lead, "qualify", Body().ToJsonString())).ShouldBeOutcome("recorded");
        (await _server.Step(lead, "accept", Body("owner", "eve").ToJsonString())).ShouldBeOutcome("recorded");
        return lead;
    }
}
