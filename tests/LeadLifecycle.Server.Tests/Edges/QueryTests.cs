namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>A question that was not understood is not answered: nothing in a query string is guessed or ignored.</summary>
[Collection(SharedServer.Name)]
public sealed class QueryTests(ServerFixture fixture)
{
    private const string Nobody = "00000000-0000-0000-0000-000000000001";
    private readonly RunningServer _server = fixture.Server;

    [Theory]
    [InlineData("/v1/leads?stage=Warm", "stage.unknown")]
    [InlineData("/v1/leads?stage=captured", "stage.unknown")]
    [InlineData("/v1/leads?stage=0", "stage.unknown")]
    [InlineData("/v1/leads?colour=red", "query.invalid")]
    [InlineData("/v1/leads?limit=0", "query.invalid")]
    [InlineData("/v1/leads?limit=501", "query.invalid")]
    [InlineData("/v1/leads?limit=ten", "query.invalid")]
    [InlineData("/v1/leads?limit=1&limit=2", "query.invalid")]
    [InlineData("/v1/leads?cursor=-1", "query.invalid")]
    [InlineData("/v1/leads?cursor=99999999999999999999", "query.invalid")]
    [InlineData("/v1/leads?sort=name", "query.invalid")]
    [InlineData("/v1/leads?q=%00", "query.invalid")]
    [InlineData("/v1/leads?owner=a%00b", "query.invalid")]
    [InlineData("/v1/leads?sender=urn:test", "query.invalid")]
    [InlineData("/v1/leads?sender=urn:test&subject=a&stage=Won", "query.invalid")]
    [InlineData("/v1/events?after=x", "query.invalid")]
    [InlineData("/v1/events?limit=1001", "query.invalid")]
    [InlineData("/v1/events?waitfor=1", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "?asOf=yesterday", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "?asOf=2026-01-01", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "?asof=2026-01-01T00:00:00Z", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "?version=0", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "/history?cursor=x", "query.invalid")]
    [InlineData("/v1/leads/" + Nobody + "/contact?since=x", "query.invalid")]
    [InlineData("/v1/funnel?view=pie", "query.invalid")]
    [InlineData("/v1/funnel?mode=maybe", "query.invalid")]
    [InlineData("/v1/funnel?by=mood", "query.invalid")]
    [InlineData("/v1/funnel?period=fortnight", "query.invalid")]
    [InlineData("/v1/funnel?from=2026-01-01T00:00:00", "query.invalid")]
    [InlineData("/v1/funnel?from=2026-13-01T00:00:00Z", "query.invalid")]
    [InlineData("/v1/funnel?zone=Europe/Atlantis", "zone.unknown")]
    [InlineData("/v1/funnel?zone=../../etc/passwd", "zone.unknown")]
    [InlineData("/v1/funnel?zone=CET%00", "query.invalid")]
    [InlineData("/v1/funnel?view=snapshot&from=2026-01-01T00:00:00Z", "query.invalid")]
    [InlineData("/v1/funnel?colour=red", "query.invalid")]
    [InlineData("/v1/funnel/transitions?view=cohort", "query.invalid")]
    [InlineData("/v1/handoffs/latency", "query.invalid")]
    [InlineData("/v1/handoffs/latency?leg=acceptance&fromStage=Captured&toStage=Won", "query.invalid")]
    [InlineData("/v1/handoffs/latency?fromStage=Captured", "query.invalid")]
    [InlineData("/v1/handoffs/latency?leg=handshake", "leg.unknown")]
    [InlineData("/v1/handoffs/latency?fromStage=Captured&toStage=Nowhere", "stage.unknown")]
    [InlineData("/v1/handoffs/latency?leg=acceptance&within=soon", "query.invalid")]
    [InlineData("/v1/handoffs/latency?leg=acceptance&within=NaNh", "query.invalid")]
    [InlineData("/v1/handoffs/latency?leg=acceptance&within=Infinityd", "query.invalid")]
    [InlineData("/v1/handoffs/latency?leg=acceptance&within=-1h", "query.invalid")]
    public async Task refused(string path, string code)
    {
        (await _server.Ask(path)).ShouldBeProblem(400, code);
        (await _server.Ask("/v1/leads?limit=1")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/v1/events?backfil=true")]
    [InlineData("/v1/events?backfill=maybe")]
    [InlineData("/v1/events?backfill=true&backfill=false")]
    public async Task a_misspelt_wish_about_facts_is_refused_before_they_are_taken(string path)
    {
        var subject = "query/" + Wire.NewId();
        (await _server.Say(path, Wire.Captured(subject).ToJsonString(), Wire.One)).ShouldBeProblem(400, "query.invalid");
        (await _server.Get($"/v1/leads?sender={Wire.Sender}&subject={subject}"))["leads"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task commands_take_no_parameters()
    {
        var lead = await _server.Capture("query/" + Wire.NewId());
        (await _server.Say($"/v1/leads/{lead}/engage?dryRun=true", "{}", "application/json")).ShouldBeProblem(400, "query.invalid");
        (await _server.Say("/v1/leads?backfill=true", "{\"subject\":\"q\"}", "application/json")).ShouldBeProblem(400, "query.invalid");
    }

    [Theory]
    [InlineData("/v1/leads?limit=500&sort=position&q=&owner=")]
    [InlineData("/v1/funnel?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999999999Z")]
    [InlineData("/v1/funnel?asOf=9999-12-31T23:59:59.999999Z&knownAt=0001-01-01T00:00:00Z")]
    [InlineData("/v1/funnel?from=2026-01-01T00:00:00+02:00&zone=Asia/Kathmandu&period=week")]
    [InlineData("/v1/handoffs/latency?fromStage=Won&toStage=Captured&within=0.5h,7d")]
    [InlineData("/v1/handoffs/latency?fromStage=Won&toStage=Won&by=owner,team,reason&period=year")]
    public async Task answered(string path)
    {
        var reply = await _server.Ask(path);
        reply.Status.ShouldBe(200, reply.Text);
        ((long?)reply.Json["upTo"]!["position"]).ShouldNotBeNull();
    }
}
