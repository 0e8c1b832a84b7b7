using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>Values that mean nothing: the same code and pointer, whether one event says them or one of a batch.</summary>
[Collection(SharedServer.Name)]
public sealed class BadValueTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData("lead.unheard-of")]
    [InlineData("lead.captured.v1")]
    [InlineData("Lead.Captured")]
    [InlineData("captured")]
    public Task a_type_nobody_knows_is_refused(string type) => Refused(fact => fact["type"] = type, 400, "event.type-unknown", "/type");

    [Fact]
    public Task a_fact_needs_a_time() => Refused(fact => fact.Remove("time"), 400, "event.time-missing", "/time");

    [Fact]
    public Task a_null_time_is_no_time() => Refused(fact => fact["time"] = null, 400, "event.time-missing", "/time");

    [Fact]
    public Task a_time_beyond_five_minutes_ahead_is_refused() =>
        Refused(fact => fact["time"] = DateTimeOffset.UtcNow.AddMinutes(6).ToString("O"), 422, "event.time-in-future", "/time");

    [Fact]
    public async Task a_clock_four_minutes_ahead_is_believed()
    {
        var fact = Wire.Captured("ahead/" + Wire.NewId());
        fact["time"] = DateTimeOffset.UtcNow.AddMinutes(4).ToString("O");
        (await _server.Report(fact)).ShouldBeOutcome("recorded");
    }

    [Theory]
    [InlineData("lost", "{\"reason\":\"mood\"}", 422, "reason.unknown", "/data/reason")]
    [InlineData("recycled", "{\"reason\":\"Timing\"}", 422, "reason.unknown", "/data/reason")]
    [InlineData("won", "{\"currency\":\"EURO\"}", 422, "currency.unknown", "/data/currency")]
    [InlineData("sales-qualified", "{\"currency\":\"eur\"}", 422, "currency.unknown", "/data/currency")]
    [InlineData("won", "{\"amount\":\"-0.01\",\"currency\":\"EUR\"}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":-5}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":\"12,50\"}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":\" 1\"}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":\"NaN\"}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":true}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":1e400}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":\"0.12345678901234567890123456789012\"}", 400, "event.malformed", "/data/amount")]
    [InlineData("won", "{\"amount\":12345678901234567890.1234567890123}", 400, "event.malformed", "/data/amount")]
    [InlineData("marketing-qualified", "{\"score\":1e-40}", 400, "event.malformed", "/data/score")]
    [InlineData("captured", "{\"source\":17}", 400, "event.malformed", "/data/source")]
    [InlineData("captured", "{\"sourceClass\":\"oracle\"}", 400, "event.malformed", "/data/sourceClass")]
    [InlineData("captured", "{\"reopen\":\"yes\"}", 400, "event.malformed", "/data/reopen")]
    [InlineData("captured", "{\"company\":{\"employees\":1.5}}", 400, "event.malformed", "/data/company/employees")]
    [InlineData("captured", "{\"company\":{\"employees\":-1}}", 400, "event.malformed", "/data/company/employees")]
    [InlineData("captured", "{\"company\":\"Acme\"}", 400, "event.malformed", "/data/company")]
    [InlineData("captured", "{\"contact\":[\"a@b.example\"]}", 400, "event.malformed", "/data/contact")]
    [InlineData("captured", "{\"contact\":{\"email\":{}}}", 400, "event.malformed", "/data/contact/email")]
    [InlineData("captured", "{\"source\":\"a\",\"source\":\"b\"}", 400, "event.malformed", "/data/source")]
    [InlineData("captured", "{\"company\":{\"name\":\"a\",\"name\":\"b\"}}", 400, "event.malformed", "/data/company/name")]
    [InlineData("captured", "{\"source\":\"a\\u0000b\"}", 400, "event.malformed", "/data/source")]
    [InlineData("captured", "{\"source\":\"\\ud800\"}", 400, "event.malformed", "/data/source")]
    [InlineData("captured", "{\"contact\":{\"name\":\"\\udc00x\"}}", 400, "event.malformed", "/data/contact/name")]
    [InlineData("captured", "{\"other\":{\"a\":1,\"a\":2}}", 400, "event.malformed", "/data/other")]
    [InlineData("captured", "{\"other\":\"\\ud800\"}", 400, "event.malformed", "/data/other")]
    [InlineData("captured", "{\"other\":[{\"\\ud800\":1}]}", 400, "event.malformed", "/data/other")]
    [InlineData("captured", "{\"\\ud800\":1}", 400, "event.malformed", null)]
    [InlineData("captured", "[]", 400, "event.malformed", "/data")]
    [InlineData("captured", "\"text\"", 400, "event.malformed", "/data")]
    [InlineData("sales-qualified", "{\"expectedClose\":\"2026-02-30\"}", 400, "event.malformed", "/data/expectedClose")]
    [InlineData("sales-qualified", "{\"expectedClose\":\"03/04/2026\"}", 400, "event.malformed", "/data/expectedClose")]
    [InlineData("recycled", "{\"revisitAt\":\"soon\"}", 400, "event.malformed", "/data/revisitAt")]
    [InlineData("fact-voided", "{\"reason\":\"duplicate\"}", 400, "event.malformed", "/data/fact")]
    [InlineData("fact-voided", "{\"fact\":\"17\",\"reason\":\"duplicate\"}", 400, "event.malformed", "/data/fact")]
    [InlineData("fact-voided", "{\"fact\":\"00000000-0000-0000-0000-000000000001\"}", 400, "event.malformed", "/data/reason")]
    public async Task data_that_is_not_what_its_name_promises_is_refused(string type, string data, int status, string code, string? pointer)
    {
        var text = Wire.Fact("bad/" + Wire.NewId(), type, "2026-03-01T10:00:00Z").ToJsonString().Replace("\"data\":{}", $"\"data\":{data}");
        (await _server.Say("/v1/events", text, Wire.One)).ShouldBeProblem(status, code, pointer);
        var batch = await _server.Say("/v1/events", $"[{text},{Wire.Captured("good/" + Wire.NewId()).ToJsonString()}]", Wire.Many);
        batch.Status.ShouldBe(200, batch.Text);
        ((string?)batch.Json["results"]![0]!["code"]).ShouldBe(code);
        if (pointer is not null) ((string?)batch.Json["results"]![0]!["pointer"]).ShouldBe(pointer);
        ((string?)batch.Json["results"]![1]!["outcome"]).ShouldBe("recorded");
    }

    [Theory]
    [InlineData("lose", "{\"reason\":\"mood\"}", 422, "reason.unknown", "/reason")]
    [InlineData("lose", "{}", 409, "lead.field-missing", "/reason")]
    [InlineData("lose", "{\"reason\":\"price\",\"occurredAt\":\"lunchtime\"}", 400, "event.malformed", "/occurredAt")]
    [InlineData("lose", "{\"reason\":\"price\",\"occurredAt\":\"2099-01-01T00:00:00Z\"}", 422, "event.time-in-future", "/occurredAt")]
    [InlineData("lose", "{\"reason\":\"a\\u0000\"}", 400, "event.malformed", "/reason")]
    [InlineData("void", "{\"reason\":\"duplicate\"}", 400, "event.malformed", "/fact")]
    public async Task a_command_is_refused_with_a_pointer_into_its_body(string step, string body, int status, string code, string pointer)
    {
        var lead = await _server.Capture("bad/" + Wire.NewId());
        (await _server.Step(lead, step, body)).ShouldBeProblem(status, code, pointer);
        (await _server.Step(lead, "engage")).ShouldBeOutcome("recorded");
    }

    [Fact]
    public async Task a_deep_event_is_refused_alone()
    {
        static string Nested(int depth) => $"{{\"other\":{string.Concat(Enumerable.Repeat("[", depth))}{string.Concat(Enumerable.Repeat("]", depth))}}}";
        var results = await _server.ReportAll(Wire.Captured("deep/1", Nested(20)), Wire.Captured("deep/2", Nested(60)), Wire.Captured("deep/3"));
        results.Select(result => (string?)result["outcome"]).ShouldBe(["recorded", "refused", "recorded"]);
        ((string?)results[1]["code"]).ShouldBe("event.malformed");
        var bottomless = Wire.Captured("deep/4").ToJsonString().Replace("\"data\":{}", $"\"data\":{string.Concat(Enumerable.Repeat("{\"a\":", 5_000))}1{new string('}', 5_000)}");
        (await _server.Say("/v1/events", bottomless, Wire.One)).ShouldBeProblem(400, "event.malformed");
        await _server.ShouldStillWork();
    }

    [Fact]
    public async Task an_event_of_many_small_members_costs_little()
    {
        var members = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":1"));
        var started = TimeProvider.System.GetTimestamp();
        (await _server.Report(Wire.Captured("wide/1", $"{{{members}}}"))).ShouldBeOutcome("recorded");
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    private async Task Refused(Action<JsonObject> spoil, int status, string code, string pointer)
    {
        var fact = Wire.Captured("bad/" + Wire.NewId());
        spoil(fact);
        (await _server.Report(fact)).ShouldBeProblem(status, code, pointer);
        var results = await _server.ReportAll(fact, Wire.Captured("good/" + Wire.NewId()));
        ((string?)results[0]["outcome"]).ShouldBe("refused");
        ((string?)results[0]["code"]).ShouldBe(code);
        ((string?)results[0]["pointer"]).ShouldBe(pointer);
        ((string?)results[1]["outcome"]).ShouldBe("recorded");
    }
}
