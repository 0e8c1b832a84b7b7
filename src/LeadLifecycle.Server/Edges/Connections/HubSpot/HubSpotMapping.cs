using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.HubSpot;

/// <param name="stages">Of <c>lifecyclestage</c>.</param>
/// <param name="leadStatuses">Of <c>hs_lead_status</c>; when empty, that property says nothing.</param>
internal sealed class HubSpotMapping(MeaningTable stages, MeaningTable leadStatuses) : IVendorMapping
{
    public bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => HubSpotSignature.IsSigned(delivery, secret, now);

    public IReadOnlyList<Item> Translate(JsonElement body) => Parts.Read(body, OfEvent);

    private IEnumerable<Item> OfEvent(JsonElement e, string pointer)
    {
        if (HubSpotEvent.TypeOf(e) is not { } type) return [Doubt.Shape(pointer, "No event of HubSpot's: it names no type, and a contact as its API reads it has neither id nor time.")];
        var (kind, change) = HubSpotEvent.Split(type, e);
        return (kind, change) switch
        {
            (null, _) => [Doubt.Type(pointer, type)],
            (not "contact", _) => [new Item.Ignored(pointer, "Only contacts are leads here.")],
            (_, "creation") => HubSpotEvent.Tell(e, pointer, it => [it.Said("lead.captured", [])]),
            (_, "propertyChange") => OfProperty(e, pointer),
            (_, "associationChange") => [new Item.Ignored(pointer, "An association says nothing of a lead's way.")],
            (_, "restore") => [new Item.Ignored(pointer, "The lead was never taken away here.")],
            (_, "merge") => [Doubt.Merge(pointer, "Contacts were merged at HubSpot: merge their leads here.")],
            (_, "deletion") => [Doubt.Deletion(pointer, "The contact was deleted at HubSpot; what becomes of the lead is not said.")],
            (_, "privacyDeletion") => [Doubt.Deletion(pointer, "The contact's personal data was deleted at HubSpot: erase the lead here.")],
            _ => [Doubt.Type(pointer, type)],
        };
    }

    private IEnumerable<Item> OfProperty(JsonElement e, string pointer) => e.Text("propertyName") switch
    {
        null => [Doubt.Missing(pointer, "propertyName")],
        "lifecyclestage" => OfWord(e, pointer, stages, "lifecyclestage"),
        "hs_lead_status" when !leadStatuses.IsEmpty => OfWord(e, pointer, leadStatuses, "hs_lead_status"),
        "hubspot_owner_id" => OfOwner(e, pointer),
        _ => [new Item.Ignored(pointer, "This property says nothing of a lead's way.")],
    };

    private static IEnumerable<Item> OfWord(JsonElement e, string pointer, MeaningTable table, string property)
    {
        if (!e.Has("propertyValue")) return [Doubt.Missing(pointer, "propertyValue")];
        if (e.Digits("propertyValue") is not { } word) return [new Item.Ignored(pointer, "The property was cleared; what it becomes is told apart.")];
        return table.Of(word) is { } meanings
            ? HubSpotEvent.Tell(e, pointer, it => it.Mean(meanings, type => Detail(type, word), "By the mapping this value says nothing of a lead's way."))
            : [Doubt.Word(pointer, property, word)];
    }

    private static IEnumerable<Item> OfOwner(JsonElement e, string pointer) => e.Digits("propertyValue") is { } owner
        ? HubSpotEvent.Tell(e, pointer, it => [it.Said("lead.owner-assigned", Occurrence.Of(("owner", owner)))])
        : [new Item.Ignored(pointer, "The contact lost its owner and has no other.")];

    private static JsonObject Detail(string type, string word) => type is "lead.touched" or "lead.engaged" or "lead.contacted" ? Occurrence.Of(("kind", word)) : [];
}
