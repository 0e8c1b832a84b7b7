using System.Text.RegularExpressions;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>What operators and client writers look at.</summary>
[Collection(SharedServer.Name)]
public sealed partial class OperationsTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_service_says_that_it_lives_and_is_ready()
    {
        (await _server.Ask("/health/live")).Status.ShouldBe(200);
        var ready = await _server.Ask("/health/ready");
        ready.Status.ShouldBe(200);
        ((string?)ready.Json["status"]).ShouldBe("ready");
        ((long?)ready.Json["checks"]!["views"]!["lagEvents"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task metrics_tell_of_the_traffic()
    {
        await _server.ShouldStillWork();
        (await _server.Report(Wire.Fact("metrics/1", "lost", "2026-03-01T10:00:00Z", "{\"reason\":\"mood\"}"))).ShouldBeProblem(422, "reason.unknown");
        var metrics = (await _server.Ask("/metrics")).Text;
        foreach (var name in (string[])["leads_intake_submissions", "leads_intake_refusals", "leads_intake_group_size", "leads_intake_commit_duration", "leads_intake_queued", "leads_views_lag_events", "leads_views_lag_seconds"])
        {
            metrics.ShouldContain("\n" + name);
        }

        metrics.ShouldContain("outcome=\"recorded\"");
        metrics.ShouldContain("code=\"reason.unknown\"");
    }

    [Fact]
    public async Task the_description_lists_every_route_and_every_code()
    {
        var description = await _server.Get("/openapi/v1.json");
        var routes = description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        routes.Order().ShouldBe(
        [
            "DELETE /v1/connections/{name}", "DELETE /v1/connections/{name}/quarantine/{id}", "DELETE /v1/forms/{id}", "DELETE /v1/keys/{id}", "DELETE /v1/subscriptions/{id}", "GET /health/live",
            "GET /health/ready", "GET /v1/agreements", "GET /v1/agreements/calendars/due", "GET /v1/agreements/{kind}", "GET /v1/agreements/{kind}/versions",
            "GET /v1/agreements/{kind}/versions/{version}", "GET /v1/asyncapi.json", "GET /v1/audit/bundle", "GET /v1/audit/changes", "GET /v1/audit/checkpoint", "GET /v1/audit/checkpoints", "GET /v1/audit/key",
            "GET /v1/audit/leads/{id}/bundle", "GET /v1/audit/log", "GET /v1/audit/proofs/consistency", "GET /v1/audit/proofs/inclusion", "GET /v1/connections", "GET /v1/connections/{name}", "GET /v1/connections/{name}/quarantine",
            "GET /v1/connections/{name}/quarantine/{id}", "GET /v1/events", "GET /v1/forms", "GET /v1/forms/{id}", "GET /v1/funnel", "GET /v1/funnel/transitions",
            "GET /v1/handoffs", "GET /v1/handoffs/attainment", "GET /v1/handoffs/latency", "GET /v1/handoffs/missed", "GET /v1/keys", "GET /v1/keys/{id}", "GET /v1/leads", "GET /v1/leads/{id}",
            "GET /v1/leads/{id}/contact", "GET /v1/leads/{id}/history", "GET /v1/leads/{id}/notifications", "GET /v1/notifications/stream", "GET /v1/subscriptions",
            "GET /v1/subscriptions/{id}", "GET /v1/subscriptions/{id}/deliveries", "GET /v1/workspaces", "PATCH /v1/connections/{name}", "PATCH /v1/forms/{id}", "PATCH /v1/subscriptions/{id}",
            "POST /hooks/{vendor}/{connection}", "POST /v1/agreements/calendars/holidays", "POST /v1/agreements/{kind}", "POST /v1/agreements/{kind}/versions/{version}/sign",
            "POST /v1/agreements/{kind}/versions/{version}/withdraw", "POST /v1/capture/{form}", "POST /v1/connections", "POST /v1/connections/{name}/quarantine/replay",
            "POST /v1/connections/{name}/try", "POST /v1/events", "POST /v1/forms", "POST /v1/keys", "POST /v1/keys/{id}/rotate", "POST /v1/leads", "POST /v1/leads/{id}/{step}", "POST /v1/subscriptions",
            "POST /v1/subscriptions/{id}/pause", "POST /v1/subscriptions/{id}/redeliver", "POST /v1/subscriptions/{id}/resume", "POST /v1/subscriptions/{id}/rotate-secret",
            "POST /v1/subscriptions/{id}/test", "POST /v1/views/rebuild", "POST /v1/workspaces",
        ]);
        var text = (string)description["info"]!["description"]!;
        foreach (var code in Codes.All) text.ShouldContain($"`{code}`");
    }

    [Fact]
    public async Task the_page_of_the_description_loads_nothing_from_elsewhere()
    {
        var page = await _server.Ask("/docs");
        page.Status.ShouldBe(200);
        page.MediaType!.MediaType.ShouldBe("text/html");
        Loads().Matches(page.Text).Select(match => match.Groups[1].Value).Where(address => address.Contains("//")).ShouldBeEmpty();
        page.Text.ShouldContain("openapi/v1.json");
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "route.unknown")]
    [InlineData("GET", "/nothing", 404, "route.unknown")]
    [InlineData("POST", "/v1/nothing", 404, "route.unknown")]
    [InlineData("DELETE", "/v1/leads", 405, "method.not-allowed")]
    [InlineData("PUT", "/v1/events", 405, "method.not-allowed")]
    [InlineData("PATCH", "/v1/leads/00000000-0000-0000-0000-000000000001", 405, "method.not-allowed")]
    [InlineData("POST", "/v1/funnel", 405, "method.not-allowed")]
    public async Task what_nothing_answers_is_a_problem_too(string method, string path, int status, string code) =>
        (await _server.Ask(path, method)).ShouldBeProblem(status, code);

    [GeneratedRegex("""(?:src|href)\s*=\s*["']([^"']+)["']""")]
    private static partial Regex Loads();
}
