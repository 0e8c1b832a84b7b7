using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>Items of a batch are judged alone and answered in order.</summary>
[Collection(SharedServer.Name)]
public sealed class BatchTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task one_bad_item_of_ten_leaves_the_other_nine()
    {
        var run = Wire.NewId();
        var facts = Enumerable.Range(0, 10).Select(i => Wire.Captured($"ten/{run}/{i}")).ToArray();
        facts[4]["time"] = "lunchtime";

        var results = await _server.ReportAll(facts);

        results.Length.ShouldBe(10);
        results.Select(result => (string?)result["outcome"]).ShouldBe(Enumerable.Range(0, 10).Select(i => i == 4 ? "refused" : "recorded"));
        ((string?)results[4]["code"]).ShouldBe("event.malformed");
        ((string?)results[4]["pointer"]).ShouldBe("/time");
        foreach (var (i, result) in results.Index().Where(item => item.Index != 4))
        {
            ((string?)(await _server.Get($"/v1/leads?sender={Wire.Sender}&subject=ten/{run}/{i}"))["leads"]![0]!["leadId"]).ShouldBe((string?)result["leadId"]);
        }
    }

    [Fact]
    public async Task an_empty_batch_is_taken() => (await _server.ReportAll()).ShouldBeEmpty();

    [Theory]
    [InlineData("\"lead\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"specversion\":\"0.9\",\"id\":\"1\"}")]
    [InlineData("{\"specversion\":\"1.0\",\"source\":\"a\",\"type\":\"lead.captured\",\"time\":\"2026-01-01T00:00:00Z\"}")]
    public async Task what_is_no_event_is_refused_alone(string item)
    {
        var reply = await _server.Say("/v1/events", $"[{item},{Wire.Captured("batch/" + Wire.NewId()).ToJsonString()}]", Wire.Many);
        reply.Status.ShouldBe(200, reply.Text);
        ((string?)reply.Json["results"]![0]!["outcome"]).ShouldBe("refused");
        ((string?)reply.Json["results"]![0]!["code"]).ShouldBe("event.malformed");
        ((string?)reply.Json["results"]![1]!["outcome"]).ShouldBe("recorded");
    }

    [Fact]
    public async Task an_oversized_item_is_refused_alone()
    {
        var large = Wire.Captured("batch/large", new JsonObject { ["padding"] = new string('x', 256 * 1024) }.ToJsonString());
        var results = await _server.ReportAll(Wire.Captured("batch/" + Wire.NewId()), large, Wire.Captured("batch/" + Wire.NewId()));
        results.Select(result => (string?)result["outcome"]).ShouldBe(["recorded", "refused", "recorded"]);
        ((string?)results[1]["code"]).ShouldBe("event.too-large");
    }

    [Fact]
    public async Task those_of_one_lead_are_decided_in_order()
    {
        var subject = "batch/" + Wire.NewId();
        var results = await _server.ReportAll(
            Wire.Captured(subject),
            Wire.Fact(subject, "marketing-qualified", "2026-03-02T10:00:00Z"),
            Wire.Fact(subject, "sales-accepted", "2026-03-03T10:00:00Z"));
        results.Select(result => (long)result["version"]!).ShouldBe([1, 2, 3]);
        results.Select(result => (string?)result["stage"]).ShouldBe(["Captured", "MarketingQualified", "SalesAccepted"]);
    }

    [Fact]
    public async Task a_thousand_are_taken_at_once()
    {
        var run = Wire.NewId();
        await _server.Tell([.. Enumerable.Range(0, 1_000).Select(i => Wire.Captured($"thousand/{run}/{i % 50}"))]);
        ((long)(await _server.Get($"/v1/leads?sender={Wire.Sender}&subject=thousand/{run}/7"))["leads"]![0]!["version"]!).ShouldBe(20);
    }
}
