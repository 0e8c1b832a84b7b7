using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Notify;

namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>Which pages and how many times: what keeps a form from being anybody's.</summary>
public sealed class BrowserTests(ProxiedFixture fixture) : IClassFixture<ProxiedFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_listed_page_may_ask_and_submit()
    {
        var form = await _server.Form();
        using var preflight = await _server.Preflight(form, Visitor.Page);
        ((int)preflight.StatusCode).ShouldBe(204);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Visitor.Page]);
        preflight.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["POST"]);
        preflight.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["Content-Type"]);
        preflight.Headers.Vary.ShouldContain("Origin");
        preflight.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();

        var taken = (await _server.Submit(form, "{\"email\":\"a@b.example\"}", "application/json", ("Origin", Visitor.Page))).ShouldBeTaken();
        taken.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Visitor.Page]);
        var refused = (await _server.Submit(form, "{}", "application/json", ("Origin", Visitor.Page))).ShouldBeProblem(400, "event.malformed");
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Visitor.Page], "the page must be able to read why");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://www.example.com")]
    [InlineData("https://www.example.com:8443")]
    [InlineData("https://www.example.com.evil.example")]
    [InlineData("null")]
    public async Task another_page_may_neither_ask_nor_submit(string origin)
    {
        var form = await _server.Form();
        using var preflight = await _server.Preflight(form, origin);
        ((int)preflight.StatusCode).ShouldBe(403);
        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        var email = Wire.NewId() + "@visitor.example";
        (await _server.Submit(form, $"email={email}", headers: ("Origin", origin))).ShouldBeProblem(403, "form.origin-refused").Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        (await _server.LeadOf(form, email)).ShouldBeNull();
    }

    [Fact]
    public async Task no_other_route_lets_a_page_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/forms");
        request.Headers.Add("Origin", Visitor.Page);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        (await _server.Send(request)).ShouldBeProblem(405, "method.not-allowed").Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task whoever_is_too_fast_is_told_when_to_come_back_and_nobody_else_is_hindered()
    {
        var form = await _server.Form("""{"perMinute":1}""");
        Reply reply;
        do reply = await From(form, "203.0.113.7");
        while (reply.Status == 202);
        reply.ShouldBeProblem(429, "form.too-many-requests").Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await From(form, "203.0.113.8")).ShouldBeTaken();
        (await From(await _server.Form("""{"perMinute":1}"""), "203.0.113.7")).ShouldBeTaken();
    }

    [Fact]
    public async Task what_became_of_submissions_is_counted_and_names_nobody()
    {
        var form = await _server.Form();
        (await _server.Submit(form, "email=canary%40visitor.example&website=x")).ShouldBeTaken();
        (await _server.Submit(form, "email=canary%40visitor.example&nonsense=canary")).ShouldBeProblem(400, "event.malformed");
        var metrics = "";
        await Until.Holds(async () => Counted(metrics = (await _server.Ask("/metrics")).Text, "outcome=\"honeypot\"") == 1, () => metrics, TimeSpan.FromSeconds(30));
        Counted(metrics, "code=\"event.malformed\"").ShouldBeGreaterThanOrEqualTo(1);
        metrics.ShouldNotContain("canary");
        _server.Log.ShouldNotContain("canary");
    }

    private static int Counted(string metrics, string tag) => metrics.Split('\n')
        .Where(line => line.StartsWith("leads_forms_submissions", StringComparison.Ordinal) && line.Contains(tag))
        .Sum(line => int.Parse(line.Split('}')[1].Trim().Split(' ')[0]));

    private Task<Reply> From(JsonNode form, string told) => _server.Submit(form, $"email={Wire.NewId()}%40visitor.example", headers: ("X-Forwarded-For", told));
}
