using System.Net;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

public sealed class CommandTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_captured_lead_is_created_and_found_by_its_key()
    {
        using var created = await _server.Post("/v1/leads", new JsonObject { ["sender"] = "urn:test", ["subject"] = "c/1", ["source"] = "organic" });

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var lead = await _server.Get(created.Headers.Location!.ToString());
        lead["stage"]!.GetValue<string>().ShouldBe("Captured");
        (await _server.Get("/v1/leads?sender=urn:test&subject=c/1"))["leads"]![0]!["leadId"]!.ToString().ShouldBe(lead["leadId"]!.ToString());
    }
}
