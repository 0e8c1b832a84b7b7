using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.HubSpot;
using LeadLifecycle.Server.Edges.Connections.Mautic;
using LeadLifecycle.Server.Edges.Connections.Salesforce;
using LeadLifecycle.Server.Edges.Connections.Segment;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Tests.RealData;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>
/// Whatever a sender may send: the samples, broken in thousands of ways that are the same in every run, are translated without a throw,
/// and each fact said is read or is judged malformed.
/// </summary>
public sealed class AnyDeliveryTests
{
    private const int Rounds = 2_000;
    private const int MostBreaks = 3;

    /// <summary>What stands in a member's place; those with a comma add a member beside it.</summary>
    private static readonly string[] Odd =
    [
        "null", "true", "\"\"", "[]", "{}", "[[]]", "[null]", "0", "-1", "1.5", "1e400", "-0.0", "9007199254740993", "99999999999999999999999999", "\"\\u0000\"", "\"\\ud800\"",
        "\"*\"", "\"Lead\"", "\"contact.merge\"", "\"GAP_CREATE\"", "\"2999-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "\"2026-03-01T10:00:00\"", "253402300799999", "253402300800000",
        "{\"a\":1,\"a\":2}", "1,\"objectId\":2,\"objectId\":3", "1,\"\\ud800\":2", $"\"{new string('x', 2_000)}\"", string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40)),
        "{\"ChangeEventHeader\":{}}", "{\"data\":{\"detail\":{\"payload\":{\"data\":{}}}}}", "{\"id\":{}}", "[{\"id\":1}]",
    ];

    private static readonly Dictionary<string, IVendorMapping> Mappings = new()
    {
        ["hubspot"] = new HubSpotVendor().With("""{"leadStatuses": {"OPEN": "lead.contacted"}}"""),
        ["mautic"] = new MauticVendor().With("""{"qualifyAtPoints": 10, "qualifyingSegments": ["mql"]}"""),
        ["salesforce"] = new SalesforceVendor().With("""{"opportunityLeadField": "ConvertedAccountId"}"""),
        ["segment"] = new SegmentVendor().With("""{"events": {"Course Clicked": ["lead.engaged", "lead.won", "lead.captured"]}}"""),
    };

    [Theory]
    [InlineData("hubspot", "webhook-v3-batch.json")]
    [InlineData("hubspot", "webhook-subscriptionType-variant.json")]
    [InlineData("hubspot", "crm-v3-contact-create-request.json")]
    [InlineData("mautic", "contact-identified.raw.json")]
    [InlineData("salesforce", "lead-conversion-cdc.json")]
    [InlineData("segment", "identify.json")]
    [InlineData("segment", "track.json")]
    public void is_translated_and_every_fact_of_it_is_read_or_malformed(string vendor, string file)
    {
        var random = new Random(20261124);
        var sample = RealFiles.Webhook(vendor, file);
        var seen = new HashSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            if (Parsed(Broken(sample, random)) is not { } body) continue;
            using (body)
            {
                var items = Mappings[vendor].Translate(body.RootElement);
                seen.UnionWith(items.Select(Judged));
                foreach (var item in items) Mappings[vendor].NeededBy(body.RootElement, item.Pointer);
            }
        }

        seen.ShouldContain("mapping.part-unsound");
        if (file == "crm-v3-contact-create-request.json") return;
        seen.ShouldContain("read");
        seen.ShouldContain("malformed");
        seen.ShouldContain("mapping.member-missing");
        seen.ShouldContain("mapping.time-unreadable");
    }

    [Theory]
    [InlineData("hubspot")]
    [InlineData("mautic")]
    [InlineData("salesforce")]
    [InlineData("segment")]
    public void what_is_no_delivery_at_all_waits_whole(string vendor)
    {
        foreach (var body in (string[])["null", "true", "0", "\"text\""]) Mappings[vendor].Translate(body).ShouldHaveSingleItem().ShouldBeUnclear("", "mapping.shape-unknown");
    }

    private static string Judged(Item item)
    {
        if (item is Item.Unclear unclear) return unclear.Code;
        if (item is not Item.Said said) return "ignored";
        try
        {
            said.Read();
            return "read";
        }
        catch (MalformedException)
        {
            return "malformed";
        }
    }

    /// <summary>The sample with a few of its values replaced, or taken away with their names.</summary>
    private static string Broken(string sample, Random random)
    {
        var root = JsonNode.Parse(sample)!;
        List<string> put = [];
        for (var left = random.Next(1, MostBreaks + 1); left > 0; left--)
        {
            var nodes = Below(root).ToList();
            if (nodes.Count == 0) break;
            var (parent, key) = nodes[random.Next(nodes.Count)];
            if (random.Next(6) == 0 && parent is JsonObject) parent.AsObject().Remove((string)key);
            else
            {
                put.Add(Odd[random.Next(Odd.Length)]);
                Replace(parent, key, $"@{put.Count - 1}@");
            }
        }

        return put.Select((odd, i) => (odd, i)).Aggregate(root.ToJsonString(), (text, one) => text.Replace($"\"@{one.i}@\"", one.odd, StringComparison.Ordinal));
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Below(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Below(item).Prepend((items, i))),
        _ => [],
    };

    private static void Replace(JsonNode parent, object key, string value)
    {
        if (parent is JsonObject members) members[(string)key] = value;
        else parent.AsArray()[(int)key] = value;
    }

    private static JsonDocument? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
