using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>What may be agreed on: read strictly, kept in one form; what is refused says where.</summary>
public sealed class ContentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData(
        "sla",
        """{"segments":[{"name":"hot","when":{"sources":["paid"],"countries":["DE"],"teams":["emea"],"minScore":"80.5"},"calendar":"default","targets":{"acceptance":"PT90M"}}],"pauses":{"waiting-for-prospect":"120h"},"targets":{"sales-qualification":"40h","acceptance":"1h30m"}}""",
        """{"calendar":"default","atRisk":0.8,"targets":{"acceptance":"1h30m","sales-qualification":"40h"},"pauses":{"waiting-for-prospect":"120h"},"segments":[{"name":"hot","when":{"sources":["paid"],"countries":["DE"],"teams":["emea"],"minScore":80.5},"calendar":"default","targets":{"acceptance":"1h30m"}}]}""")]
    [InlineData("sla", "{}", """{"calendar":"default","atRisk":0.8,"targets":{},"pauses":{},"segments":[]}""")]
    [InlineData(
        "calendars",
        """{"calendars":{"default":{"zone":"America/New_York","windows":[{"days":["tue","mon"],"opens":"13:00","closes":"24:00"},{"days":["mon"],"opens":"08:00","closes":"12:00"}],"holidays":["2026-12-26","2026-12-25","2026-12-25"]},"sun":{"zone":"UTC","windows":"24/7"}}}""",
        """{"calendars":{"default":{"zone":"America/New_York","windows":[{"days":["mon"],"opens":"08:00","closes":"12:00"},{"days":["mon","tue"],"opens":"13:00","closes":"24:00"}],"holidays":["2026-12-25","2026-12-26"]},"sun":{"zone":"UTC","windows":"always","holidays":[]}}}""")]
    [InlineData("reasons", """{"categories":{"timing":[],"competitor":["competitor.b","competitor.a"]}}""", """{"categories":{"competitor":["competitor.a","competitor.b"],"timing":[]}}""")]
    public async Task a_content_is_kept_in_one_form(string kind, string said, string kept)
    {
        var version = (await _server.Propose(kind, said)).ShouldBeCreated();
        var found = await _server.Get($"/v1/agreements/{kind}/versions/{version}");
        found["content"]!.ToJsonString().ShouldBe(JsonNode.Parse(kept)!.ToJsonString());
        (await _server.Withdraw(kind, version)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("90m", "1h30m")]
    [InlineData("4h", "4h")]
    [InlineData("1h30m", "1h30m")]
    [InlineData("45s", "45s")]
    [InlineData("PT4H", "4h")]
    [InlineData("PT1H30M", "1h30m")]
    [InlineData("8784h", "8784h")]
    public async Task a_duration_is_read(string said, string kept)
    {
        var reply = await _server.Propose("sla", $$$"""{"targets":{"closing":"{{{said}}}"}}""");
        reply.Json["content"]!["targets"]!["closing"]!.GetValue<string>().ShouldBe(kept, reply.Text);
        (await _server.Withdraw("sla", reply.ShouldBeCreated())).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("4")]
    [InlineData("4 h")]
    [InlineData("30m1h")]
    [InlineData("1d")]
    [InlineData("P1D")]
    [InlineData("PT")]
    [InlineData("PT4h")]
    [InlineData("8784h1s")]
    [InlineData("999999999999h")]
    [InlineData("4h\\n")]
    public async Task what_is_no_duration_is_refused(string said) =>
        (await _server.Propose("sla", $$$"""{"targets":{"acceptance":"{{{said}}}"}}""")).ShouldBeProblem(400, "event.malformed", "/content/targets/acceptance");

    [Theory]
    [InlineData("""{"targets":{"delivery":"4h"}}""", "leg.unknown", "/content/targets/delivery")]
    [InlineData("""{"target":{}}""", "event.malformed", "/content/target")]
    [InlineData("""{"atRisk":1}""", "event.malformed", "/content/atRisk")]
    [InlineData("""{"atRisk":0}""", "event.malformed", "/content/atRisk")]
    [InlineData("""{"pauses":{"On holiday":"4h"}}""", "event.malformed", "/content/pauses/On holiday")]
    [InlineData("""{"segments":{}}""", "event.malformed", "/content/segments")]
    [InlineData("""{"segments":[{"name":"a","when":{}}]}""", "event.malformed", "/content/segments/0/when")]
    [InlineData("""{"segments":[{"name":"a"}]}""", "event.malformed", "/content/segments/0/when")]
    [InlineData("""{"segments":[{"when":{"minScore":1}}]}""", "event.malformed", "/content/segments/0/name")]
    [InlineData("""{"segments":[{"name":"a","when":{"minScore":1}},{"name":"a","when":{"minScore":2}}]}""", "event.malformed", "/content/segments/1/name")]
    [InlineData("""{"segments":[{"name":"a","when":{"sources":[1]}}]}""", "event.malformed", "/content/segments/0/when/sources/0")]
    [InlineData("""{"segments":[{"name":"a","when":{"industry":["it"]}}]}""", "event.malformed", "/content/segments/0/when/industry")]
    [InlineData("""{"segments":[{"name":"a","when":{"minScore":1},"targets":{"no-leg":"4h"}}]}""", "leg.unknown", "/content/segments/0/targets/no-leg")]
    [InlineData("[]", "event.malformed", "/content")]
    public async Task an_sla_that_is_none_is_refused(string content, string code, string pointer) => (await _server.Propose("sla", content)).ShouldBeProblem(400, code, pointer);

    [Theory]
    [InlineData("""{}""", "event.malformed", "/content/calendars")]
    [InlineData("""{"calendars":{"emea":{"zone":"UTC","windows":"always"}}}""", "event.malformed", "/content/calendars")]
    [InlineData("""{"calendars":{"default":{"zone":"Mars/Base","windows":"always"}}}""", "zone.unknown", "/content/calendars/default/zone")]
    [InlineData("""{"calendars":{"default":{"zone":"W. Europe Standard Time","windows":"always"}}}""", "zone.unknown", "/content/calendars/default/zone")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":"often"}}}""", "event.malformed", "/content/calendars/default/windows")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC"}}}""", "event.malformed", "/content/calendars/default/windows")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":[{"days":["mon"],"opens":"17:00","closes":"09:00"}]}}}""", "event.malformed", "/content/calendars/default/windows")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":[{"days":["mon"],"opens":"09:00","closes":"17:00"},{"days":["mon"],"opens":"16:59","closes":"18:00"}]}}}""", "event.malformed", "/content/calendars/default/windows")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":[{"days":["Monday"],"opens":"09:00","closes":"17:00"}]}}}""", "event.malformed", "/content/calendars/default/windows/0/days")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":[{"days":["mon"],"opens":"9","closes":"17:00"}]}}}""", "event.malformed", "/content/calendars/default/windows/0/opens")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":[{"days":["mon"],"opens":"09:00","closes":"24:01"}]}}}""", "event.malformed", "/content/calendars/default/windows/0/closes")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":"always","holidays":["25.12.2026"]}}}""", "event.malformed", "/content/calendars/default/holidays")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":"always","ics":"no calendar"}}}""", "event.malformed", "/content/calendars/default/ics")]
    [InlineData("""{"calendars":{"default":{"zone":"UTC","windows":"always","ics":"\ud800"}}}""", "event.malformed", "/content/calendars/default/ics")]
    [InlineData("""{"calendars":{"default":null}}""", "event.malformed", "/content/calendars/default")]
    public async Task calendars_that_are_none_are_refused(string content, string code, string pointer) => (await _server.Propose("calendars", content)).ShouldBeProblem(400, code, pointer);

    [Theory]
    [InlineData("""{"categories":{}}""", "/content/categories")]
    [InlineData("""{"categories":{"other":["other"]}}""", "/content/categories/other")]
    [InlineData("""{"categories":{"a":["x"],"b":["x"]}}""", "/content/categories/b")]
    [InlineData("""{"categories":{"a":["Said ada@example.org"]}}""", "/content/categories/a")]
    [InlineData("""{"categories":{"a":"x"}}""", "/content/categories/a")]
    public async Task reasons_that_are_none_are_refused(string content, string pointer) => (await _server.Propose("reasons", content)).ShouldBeProblem(400, "event.malformed", pointer);

    [Fact]
    public async Task a_calendar_that_never_opens_is_refused()
    {
        var days = string.Join(',', Enumerable.Range(0, 500).Select(day => $"\"{DateTime.UtcNow.AddDays(day - 3):yyyy-MM-dd}\""));
        var reply = await _server.Propose("calendars", $$$$"""{"calendars":{"default":{"zone":"UTC","windows":"always","holidays":[{{{{days}}}}]}}}""");
        reply.ShouldBeProblem(409, "agreement.inconsistent").Text.ShouldContain("does not open");
    }

    [Theory]
    [InlineData("""{"calendar":"emea"}""", "'emea'")]
    [InlineData("""{"segments":[{"name":"a","when":{"minScore":1},"calendar":"apac"}]}""", "'apac'")]
    [InlineData("""{"targets":{"closing":"8784h"},"calendar":"default"}""", null)]
    public async Task an_sla_names_calendars_that_exist(string content, string? missing)
    {
        var reply = await _server.Propose("sla", content);
        if (missing is null) (await _server.Withdraw("sla", reply.ShouldBeCreated())).Status.ShouldBe(200);
        else reply.ShouldBeProblem(409, "agreement.inconsistent").Text.ShouldContain(missing);
    }

    [Fact]
    public async Task a_target_the_calendar_cannot_use_up_in_ten_years_is_refused() =>
        (await _server.Propose("calendars", """{"calendars":{"default":{"zone":"UTC","windows":[{"days":["mon"],"opens":"09:00","closes":"09:01"}]}}}"""))
            .ShouldBeProblem(409, "agreement.inconsistent").Text.ShouldContain("too seldom");
}
