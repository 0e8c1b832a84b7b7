using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Edges.Connections.Salesforce;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Salesforce;

/// <summary>A lead's conversion is one transaction of four change events and one fact.</summary>
public sealed class LeadConversionTests
{
    private const string Qualified = """
        {"id":"00006948-0ac9-7da3-edb3-ea0e31b2334a:4:00Q5f000005bwLFEAY:converted","type":"lead.sales-qualified","subject":"lead/00Q5f000005bwLFEAY",
         "time":"2024-04-26T17:49:40.000Z","data":{"expectedClose":"2024-06-30","actor":"0055f000005mc66AAA"}}
        """;

    private readonly SalesforceVendor _vendor = new();

    [Fact]
    public void the_lead_is_qualified_once_when_it_was_committed_and_null_changes_nothing()
    {
        var items = _vendor.With().Translate(Sample().ToJsonString());
        items.Count.ShouldBe(4);
        for (var i = 0; i < 3; i++) items[i].ShouldBeIgnored($"/{i}");
        items[3].ShouldSay("/3", Qualified);
    }

    [Fact]
    public void the_opportunity_says_amount_and_currency()
    {
        var sample = Sample();
        sample[2]!["Amount"] = JsonNode.Parse("1.25E7");
        _vendor.With().Translate(sample.ToJsonString())[3].Data().ToJsonString().ShouldBe("""{"amount":"1.25E7","expectedClose":"2024-06-30","actor":"0055f000005mc66AAA"}""");
        _vendor.With("""{"currency": "USD"}""").Translate(sample.ToJsonString())[3].Data()["currency"]!.GetValue<string>().ShouldBe("USD");
        sample[2]!["CurrencyIsoCode"] = "JPY";
        _vendor.With("""{"currency": "USD"}""").Translate(sample.ToJsonString())[3].Data()["currency"]!.GetValue<string>().ShouldBe("JPY");
    }

    [Fact]
    public void in_another_order_it_is_the_same_fact()
    {
        var items = _vendor.With().Translate(new JsonArray([.. Sample().Reverse().Select(e => e!.DeepClone())]).ToJsonString());
        items[0].ShouldSay("/0", Qualified);
        for (var i = 1; i < 4; i++) items[i].ShouldBeIgnored($"/{i}");
    }

    [Fact]
    public void told_apart_the_lead_alone_says_it()
    {
        var facts = Sample().SelectMany(e => _vendor.With().Translate(e!.ToJsonString())).ToList();
        facts.Count.ShouldBe(4);
        facts.OfType<Item.Said>().ShouldHaveSingleItem().ShouldSay("", Qualified.Replace("\"expectedClose\":\"2024-06-30\",", "", StringComparison.Ordinal));
        facts.OfType<Item.Ignored>().Count().ShouldBe(3);
    }

    [Fact]
    public void an_opportunity_of_another_transaction_is_not_the_leads()
    {
        var sample = Sample();
        sample[2]!["ChangeEventHeader"]!["transactionKey"] = "another";
        _vendor.With().Translate(sample.ToJsonString())[3].Data().ContainsKey("expectedClose").ShouldBeFalse();
    }

    [Fact]
    public void an_opportunity_that_is_won_as_it_is_made_is_not_passed_over()
    {
        var sample = Sample();
        sample[2]!["IsWon"] = true;
        var items = _vendor.With().Translate(sample.ToJsonString());
        items[2].ShouldBeUnclear("/2", "mapping.subject-missing");
        items[3].ShouldSay("/3", Qualified);
    }

    [Fact]
    public void a_conversion_that_waits_keeps_its_opportunity_beside_it()
    {
        using var sample = JsonDocument.Parse(Sample().ToJsonString());
        var mapping = _vendor.With();
        mapping.NeededBy(sample.RootElement, "/3").ShouldBe(["/2"]);
        for (var i = 0; i < 3; i++) mapping.NeededBy(sample.RootElement, $"/{i}").ShouldBeEmpty();
        mapping.NeededBy(sample.RootElement[3], "").ShouldBeEmpty();

        var part = Part.Of(sample.RootElement, "/3", mapping.NeededBy(sample.RootElement, "/3"));
        mapping.Translate(Encoding.UTF8.GetString(part.Json))[1].ShouldSay(part.Pointer, Qualified);
    }

    [Theory]
    [InlineData("""{"schema":"IeRu","payload":@,"event":{"replayId":6}}""")]
    [InlineData("""{"channel":"/data/LeadChangeEvent","data":{"schema":"IeRu","payload":@,"event":{"replayId":6}}}""")]
    [InlineData("""{"detail-type":"LeadChangeEvent","source":"aws.partner/salesforce.com","time":"2024-04-27T00:00:00Z","detail":{"payload":@,"id":"x"}}""")]
    public void envelopes_are_opened(string envelope) =>
        _vendor.With().Translate(envelope.Replace("@", Sample()[3]!.ToJsonString(), StringComparison.Ordinal)).ShouldHaveSingleItem().Id().ShouldEndWith(":00Q5f000005bwLFEAY:converted");

    private static JsonArray Sample() => JsonNode.Parse(RealFiles.Webhook("salesforce", "lead-conversion-cdc.json"))!.AsArray();
}
