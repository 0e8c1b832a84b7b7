using System.Security.Cryptography;
using System.Text;
using NJsonSchema;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Generic;

/// <summary>A vendor nobody named is a mapping file and no code.</summary>
[Collection(SharedServer.Name)]
public sealed class NorthwindTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task its_deliveries_are_recorded_by_the_committed_mapping()
    {
        var hooked = await Hooked.On(_server, await Text("northwind.json"));
        var body = Encoding.UTF8.GetBytes(await Text("northwind.delivery.json"));

        (await Deliver(hooked, body)).ShouldCount(recorded: 3, ignored: 1);
        (await Deliver(hooked, body)).ShouldCount(duplicate: 3, ignored: 1);

        var lead = await hooked.Lead("person/9007199254740995");
        ((string?)lead!["stage"]).ShouldBe("Won");
        ((string?)lead["amount"]).ShouldBe("1200.50");
        ((string?)lead["source"]).ShouldBe("paid");
        ((int?)lead["company"]!["employees"]).ShouldBe(40);
        var events = (await _server.Get($"/v1/leads/{lead["leadId"]}/history"))["events"]!.AsArray();
        events.Select(e => ((string?)e!["type"], (string?)e["senderEventId"], (string?)e["occurredAt"])).ShouldBe(
        [
            ("lead.captured", "71-9007199254740993", "2026-03-01T09:15:00Z"),
            ("lead.marketing-qualified", "71-9007199254740993/scored", "2026-03-01T09:15:00Z"),
            ("lead.won", "71-9007199254740995", "2026-03-02T00:00:00Z"),
        ]);
        ((string?)(await _server.Get($"/v1/leads/{lead["leadId"]}/contact"))["contact"]!["email"]).ShouldBe("ada@northwind.example");
    }

    [Fact]
    public async Task a_delivery_signed_long_ago_is_refused()
    {
        var hooked = await Hooked.On(_server, await Text("northwind.json"));
        var body = Encoding.UTF8.GetBytes(await Text("northwind.delivery.json"));
        (await Deliver(hooked, body, TimeSpan.FromMinutes(-11))).ShouldBeProblem(401, "delivery.signature-wrong");
        (await Deliver(hooked, body, TimeSpan.FromMinutes(11))).ShouldBeProblem(401, "delivery.signature-wrong");
        (await Deliver(hooked, body, TimeSpan.FromMinutes(-9))).ShouldCount(recorded: 3, ignored: 1);
    }

    [Theory]
    [InlineData("northwind.json")]
    [InlineData(null)]
    public async Task what_the_server_takes_fits_the_committed_schema(string? file) =>
        (await Schema()).Validate(file is null ? Hooked.Mapping : await Text(file)).Select(error => error.ToString()).ShouldBeEmpty();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"epoch"},"rules":[{"type":"lead.won"}]}""")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[]}""")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.sold"}]}""")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.won","data":{"amount":{"pointer":"/a","tabel":{}}}}]}""")]
    [InlineData("""{"signature":"none","time":{"pointer":"at","format":"rfc3339"},"rules":[{"type":"lead.won"}]}""")]
    [InlineData("""{"signature":"none","time":{"pointer":"/at","format":"rfc3339"},"rules":[{"type":"lead.won"}],"rule":[]}""")]
    public async Task what_the_schema_refuses_the_server_refuses_too(string mapping)
    {
        (await Schema()).Validate(mapping).ShouldNotBeEmpty();
        (await _server.Say("/v1/connections", $$"""{"name":"never-made","vendor":"generic","mapping":{{mapping}}}""", "application/json")).ShouldBeProblem(400, "event.malformed");
    }

    [Fact]
    public async Task the_schema_knows_every_type() =>
        (await Schema()).Definitions["type"].Enumeration.ShouldBe(LeadLifecycle.Server.Edges.FactReader.Types, ignoreOrder: true);

    private Task<Reply> Deliver(Hooked hooked, byte[] body, TimeSpan shift = default)
    {
        var time = $"{DateTimeOffset.UtcNow.Add(shift).ToUnixTimeSeconds()}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(hooked.Secret), (byte[])[.. Encoding.UTF8.GetBytes($"POST:{time}:"), .. body]);
        return _server.Say(hooked.Hook, body, "application/json", ("X-Northwind-Time", time), ("X-Northwind-Signature", "v1=" + Convert.ToBase64String(signature)));
    }

    private static Task<string> Text(string file) => File.ReadAllTextAsync(Checkout.Schema("connections", file), TestContext.Current.CancellationToken);

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(Checkout.Schema("connections", "generic.schema.json"), TestContext.Current.CancellationToken);
}
