using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Segment;

/// <summary>What a call says beside its type, as the data of a fact; the members are those of Segment's spec.</summary>
internal static class SegmentCall
{
    /// <summary>A user, else the device that stands for one; apart, because nothing keeps their ids from being the same.</summary>
    public static string? Subject(JsonElement call) =>
        call.Digits("userId") is { } user ? "user/" + user
        : call.Digits("anonymousId") is { } anonymous ? "anonymous/" + anonymous
        : null;

    public static JsonObject Detail(string type, JsonElement call, string kind) => type switch
    {
        "lead.captured" => Captured(call),
        "lead.touched" or "lead.contacted" or "lead.engaged" => Interaction(call, kind),
        "lead.sales-qualified" or "lead.won" => Money(call.Member("properties")),
        _ => [],
    };

    /// <summary>An event whose name must not stand in a fact's <c>kind</c>.</summary>
    public static JsonObject Unnamed(string type, JsonElement call, string name)
    {
        var data = Detail(type, call, "track");
        data["event"] = name;
        return data;
    }

    /// <summary>Traits stand beside an identify, and in the context of other calls.</summary>
    private static JsonObject Captured(JsonElement call)
    {
        var traits = call.Member("traits") is { ValueKind: JsonValueKind.Object } own ? own : call.Member("context").Member("traits");
        var campaign = Campaign(call);
        return Occurrence.Of(
            ("source", campaign.Text("source")),
            ("channel", campaign.Text("medium")),
            ("campaign", campaign.Text("name")),
            ("contact", SegmentTraits.Person(traits)),
            ("company", SegmentTraits.Company(traits)));
    }

    private static JsonObject Interaction(JsonElement call, string kind) =>
        Occurrence.Of(("kind", kind), ("channel", Campaign(call).Text("medium")), ("campaign", Campaign(call).Text("name")));

    private static JsonObject Money(JsonElement properties) =>
        Occurrence.Of(("amount", properties.Digits("revenue") ?? properties.Digits("value")), ("currency", properties.Text("currency")));

    /// <summary>The utm parameters of the address the person came by.</summary>
    private static JsonElement Campaign(JsonElement call) => call.Member("context").Member("campaign");
}
