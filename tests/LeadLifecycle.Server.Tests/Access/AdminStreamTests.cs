using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Who changed what, and what an auditor read, stands in a stream of the workspace.</summary>
public sealed class AdminStreamTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task changes_and_what_auditors_read_are_recorded_in_order()
    {
        var admin = await _server.NewWorkspace("watched");
        var (auditorId, auditor) = await _server.NewKey(admin, "auditor");
        var (opsId, ops) = await _server.NewKey(admin, "ops");
        var form = await _server.As(ops, "POST", "/v1/forms", JsonNode.Parse("""{"name":"contact","fields":{"email":"contact.email"}}"""));
        var id = (string)form.Json["id"]!;
        (await _server.As(ops, "PATCH", $"/v1/forms/{id}", JsonNode.Parse("""{"fields":{"email":7}}"""))).Status.ShouldBe(400);
        (await _server.As(ops, "DELETE", $"/v1/forms/{id}")).Status.ShouldBe(200);
        (await _server.As(auditor, "GET", "/v1/leads?sender=urn:test&subject=mailto:ada@example.org")).Status.ShouldBe(200);
        (await _server.As(auditor, "GET", "/v1/leads/ada@example.org/history")).Status.ShouldBe(404);

        var found = await _server.As(auditor, "GET", "/v1/audit/changes");

        found.Text.ShouldNotContain("ada@example.org");
        var events = found.Json["events"]!.AsArray().Select(e => $"{e!["type"]} {((string)e["actor"]!)[4..]} {e["operation"]} {e["target"]}".TrimEnd()).ToArray();
        events[2..].ShouldBe([$"admin.changed {opsId} createForm {id}", $"admin.changed {opsId} deleteForm {id}", $"admin.read {auditorId} findLeads", $"admin.read {auditorId} getHistory", $"admin.read {auditorId} listAdminEvents"]);
        events[..2].ShouldAllBe(e => e.Contains("createKey"));
        found.Json["events"]!.AsArray().Select(e => (long)e!["version"]!).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        (await _server.As(admin, "GET", "/v1/events")).Json["events"]!.AsArray().ShouldBeEmpty("the feed is of leads");
    }

    [Fact]
    public async Task of_many_changes_at_once_each_is_recorded()
    {
        var admin = await _server.NewWorkspace("busy");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _server.NewKey(admin, "ops")));
        (await _server.As(admin, "GET", "/v1/audit/changes?limit=1000")).Json["events"]!.AsArray().Select(e => (long)e!["version"]!).ShouldBe(Enumerable.Range(1, 12).Select(n => (long)n));
    }

    [Fact]
    public async Task who_signs_an_agreement_is_the_principal()
    {
        var admin = await _server.NewWorkspace("signing");
        var (marketingId, marketing) = await _server.NewKey(admin, "marketing");
        var (salesId, sales) = await _server.NewKey(admin, "sales");
        var proposal = JsonNode.Parse("""{"content":{"targets":{"acceptance":"3h"}},"team":"marketing","actor":"somebody else","activeFrom":"2101-01-01T00:00:00Z"}""");
        (await _server.As(sales, "POST", "/v1/agreements/sla", proposal)).ShouldBeProblem(403, "access.forbidden");
        (await _server.As(marketing, "POST", "/v1/agreements/sla", proposal)).Status.ShouldBe(201);
        var signed = await _server.As(sales, "POST", "/v1/agreements/sla/versions/1/sign", JsonNode.Parse("""{"team":"sales"}"""));
        signed.Status.ShouldBe(200, signed.Text);
        signed.Json["signatures"]!.AsArray().Select(signature => (string?)signature!["actor"]).ShouldBe([$"key:{marketingId}", $"key:{salesId}"]);
    }
}
