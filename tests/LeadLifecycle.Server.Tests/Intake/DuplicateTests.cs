using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>The same id is the same fact, for as long as the fact lives; the repetition is answered as the first time.</summary>
[Collection(SharedServer.Name)]
public sealed class DuplicateTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_repetition_has_the_first_outcome_also_after_the_lead_moved_on()
    {
        var subject = "again/" + Wire.NewId();
        var captured = Wire.Captured(subject);
        var first = (await _server.Report(captured)).ShouldBeOutcome("recorded").Json;
        (await _server.Report(captured)).ShouldBeOutcome("duplicate").Json.ShouldBeAs(first);

        await _server.Tell(Wire.Fact(subject, "lost", "2026-03-02T10:00:00Z"), Wire.Fact(subject, "marketing-qualified", "2026-03-03T10:00:00Z"));

        (await _server.Report(captured)).ShouldBeOutcome("duplicate").Json.ShouldBeAs(first);
        ((int)(await _server.Get("/v1/leads/" + (string)first["leadId"]!))["version"]!).ShouldBe(3);
    }

    [Fact]
    public async Task two_identical_events_of_a_batch_are_one_and_answer_alike()
    {
        var subject = "again/" + Wire.NewId();
        var captured = Wire.Captured(subject, "{\"contact\":{\"name\":\"Eve\"}}");
        var results = await _server.ReportAll(captured, Wire.Fact(subject, "marketing-qualified", "2026-03-02T10:00:00Z"), captured);
        results.Select(result => (string?)result["outcome"]).ShouldBe(["recorded", "recorded", "duplicate"]);
        results[2].ShouldBeAs(results[0]);
        ((long)(await _server.Get("/v1/leads/" + (string)results[0]["leadId"]!))["version"]!).ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"source\":\"paid\"}")]
    [InlineData("{\"contact\":{\"email\":\"other@mail.example\"}}")]
    [InlineData("{\"unheard\":1}")]
    [InlineData("{\"actor\":\"eve\"}")]
    public async Task the_same_id_with_other_words_is_refused(string other)
    {
        var subject = "reused/" + Wire.NewId();
        var fact = Wire.Captured(subject);
        await _server.Tell(fact);
        var changed = fact.DeepClone().AsObject();
        changed["data"] = JsonNode.Parse(other);
        (await _server.Report(changed)).ShouldBeProblem(422, "event.id-reused", "/id");
        (await _server.Report(fact)).ShouldBeOutcome("duplicate");
    }

    [Fact]
    public async Task the_same_id_at_another_time_of_another_type_or_for_another_lead_is_refused()
    {
        var subject = "reused/" + Wire.NewId();
        var fact = Wire.Captured(subject);
        await _server.Tell(fact);
        foreach (var (member, value) in new Dictionary<string, string> { ["time"] = "2026-03-01T10:00:01Z", ["type"] = "lead.engaged", ["subject"] = subject + "/other" })
        {
            var changed = fact.DeepClone().AsObject();
            changed[member] = value;
            (await _server.Report(changed)).ShouldBeProblem(422, "event.id-reused", "/id");
        }
    }

    [Fact]
    public async Task within_a_batch_the_first_of_an_id_stands_and_the_others_are_refused()
    {
        var (subject, id) = ("reused/" + Wire.NewId(), Wire.NewId());
        var results = await _server.ReportAll(
            Wire.Fact(subject, "captured", "2026-03-01T10:00:00Z", id: id),
            Wire.Fact(subject, "engaged", "2026-03-01T10:00:00Z", id: id));
        results.Select(result => (string?)result["outcome"]).ShouldBe(["recorded", "refused"]);
        ((string?)results[1]["code"]).ShouldBe("event.id-reused");
        ((string?)results[1]["pointer"]).ShouldBe("/id");
    }

    [Fact]
    public async Task of_an_id_for_many_leads_in_a_batch_one_stands()
    {
        var (subject, id) = ("reused/" + Wire.NewId(), Wire.NewId());
        var results = await _server.ReportAll([.. Enumerable.Range(0, 10).Select(i => Wire.Fact($"{subject}/{i}", "captured", "2026-03-01T10:00:00Z", id: id))]);
        results.Count(result => (string?)result["outcome"] == "recorded").ShouldBe(1);
        results.Count(result => (string?)result["code"] == "event.id-reused").ShouldBe(9);
    }

    [Fact]
    public async Task the_same_fact_in_another_spelling_is_the_same()
    {
        var fact = Wire.Captured("spelling/" + Wire.NewId(), "{\"source\":\"paid\",\"channel\":\"ads\",\"b\":1,\"a\":{\"y\":2,\"x\":3}}");
        await _server.Tell(fact);
        var spelled = fact.DeepClone().AsObject();
        spelled["time"] = "2026-03-01T11:00:00.000+01:00";
        spelled["datacontenttype"] = "application/json";
        spelled["data"] = JsonNode.Parse("{\"a\":{\"x\":3,\"y\":2},\"campaign\":null,\"channel\":\"ads\",\"b\":1,\"source\":\"paid\"}");
        (await _server.Report(spelled)).ShouldBeOutcome("duplicate");
        (await _server.Say("/v1/events?backfill=true", spelled.ToJsonString(), Wire.One)).ShouldBeOutcome("duplicate");
    }

    [Fact]
    public async Task another_sender_may_use_the_same_id()
    {
        var fact = Wire.Captured("senders/" + Wire.NewId());
        await _server.Tell(fact);
        fact["source"] = "urn:other";
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_refused_id_is_not_remembered()
    {
        var fact = Wire.Fact("refused/" + Wire.NewId(), "lost", "2026-03-01T10:00:00Z", "{\"reason\":\"mood\"}");
        (await _server.Report(fact)).ShouldBeProblem(422, "reason.unknown");
        fact["data"]!["reason"] = "price";
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_command_under_an_idempotency_key_happens_once()
    {
        var lead = await _server.Capture("key/" + Wire.NewId());
        var key = ("Idempotency-Key", Wire.NewId());
        var first = (await _server.Step(lead, "touch", "{\"kind\":\"mail\"}", key)).ShouldBeOutcome("recorded").Json;
        (await _server.Step(lead, "engage")).ShouldBeOutcome("recorded");
        (await _server.Step(lead, "touch", "{\"kind\":\"mail\"}", key)).ShouldBeOutcome("duplicate").Json.ShouldBeAs(first);
        (await _server.Step(lead, "touch", "{\"kind\":\"call\"}", key)).ShouldBeProblem(422, "event.id-reused");
        (await _server.Step(lead, "contact", "{\"kind\":\"mail\"}", key)).ShouldBeOutcome("recorded");
        (await _server.Step(lead, "touch", "{\"kind\":\"mail\"}")).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_capture_under_an_idempotency_key_makes_one_lead()
    {
        var body = $"{{\"subject\":\"key/{Wire.NewId()}\"}}";
        var key = ("Idempotency-Key", Wire.NewId());
        (await _server.Say("/v1/leads", body, "application/json", key)).Status.ShouldBe(201);
        var again = (await _server.Say("/v1/leads", body, "application/json", key)).ShouldBeOutcome("duplicate");
        again.Status.ShouldBe(200);
    }
}

internal static class OutcomeComparison
{
    /// <summary>Alike but for the word for the outcome and the names of what went to the vault, which only the first answer lists.</summary>
    public static void ShouldBeAs(this JsonNode again, JsonNode first)
    {
        foreach (var member in (string[])["id", "leadId", "stage", "cycle", "version", "position"])
        {
            again[member]?.ToJsonString().ShouldBe(first[member]?.ToJsonString(), member);
        }
    }
}
