using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>
/// What the change of an opportunity says of its lead: that it was won or lost. An opportunity does not name its lead; only where a
/// field of it holds the lead's record id, and the channel is enriched with that field, can the end be told from the event alone.
/// </summary>
internal sealed class OpportunityChange(ChangeEvent e, string? leadField, string? currency)
{
    public IEnumerable<Item> Facts() => EndOf(e) is not { } type
        ? [new Item.Ignored(e.Pointer, "The opportunity goes on.")]
        : leadField is not null && e.Fields.Text(leadField) is { } lead
        ? e.Tell("closed", [lead], it => [it.Said(type, type == "lead.won" ? Money(e.Fields, currency) : [])])
        : [Doubt.Lead(e.Pointer, "An opportunity ended and does not say whose it was; 'opportunityLeadField' of the mapping names a field that does.")];

    /// <summary>Amount and expected close of an open opportunity.</summary>
    public static JsonObject Worth(JsonElement fields, string? currency)
    {
        var data = Money(fields, currency);
        if (Times.DayOfMilliseconds(fields.Digits("CloseDate")) is { } day) data["expectedClose"] = day;
        return data;
    }

    /// <summary>The fact of an end, null when it goes on. The flags are derived from the stage's name, which alone is an organisation's own; both may be left out as unchanged.</summary>
    public static string? EndOf(ChangeEvent e) => (e.Fields.IsTrue("IsWon"), e.Fields.IsTrue("IsClosed"), e.Fields.Text("StageName")) switch
    {
        (true, _, _) or (_, _, "Closed Won") => "lead.won",
        (_, true, _) or (_, _, "Closed Lost") => "lead.lost",
        _ => null,
    };

    private static JsonObject Money(JsonElement fields, string? currency) => fields.Digits("Amount") is { } amount
        ? Occurrence.Of(("amount", amount), ("currency", fields.Text("CurrencyIsoCode") ?? currency))
        : [];
}
