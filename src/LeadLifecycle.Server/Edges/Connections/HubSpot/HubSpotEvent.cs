using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.HubSpot;

/// <summary>One event of a HubSpot delivery.</summary>
internal static class HubSpotEvent
{
    private const string ContactType = "0-1";

    /// <summary>
    /// <c>eventId</c> alone is not unique, HubSpot says; <c>attemptNumber</c> counts deliveries and must not enter. An object's id is
    /// unique only within its account, and one app's webhooks may come from several.
    /// </summary>
    private static readonly string[] Needed = ["portalId", "objectId", "eventId", "subscriptionId"];

    /// <summary>Deliveries name it <c>subscriptionType</c>; HubSpot's older examples, <c>eventType</c>.</summary>
    public static string? TypeOf(JsonElement e) => e.Text("subscriptionType") ?? e.Text("eventType");

    /// <summary>The kind of object and what became of it; no kind when none can be told.</summary>
    public static (string? Kind, string Change) Split(string type, JsonElement e) => type.Split('.') switch
    {
        ["object", var change] => (e.Text("objectTypeId") is { } id ? id == ContactType ? "contact" : "object" : null, change),
        [("contact" or "company" or "deal" or "ticket" or "product" or "line_item" or "conversation") and var kind, var change] => (kind, change),
        _ => (null, ""),
    };

    public static IEnumerable<Item> Tell(JsonElement e, string pointer, Func<Occurrence, IEnumerable<Item>> say)
    {
        if (Array.Find(Needed, name => e.Digits(name) is null) is { } missing) return [Doubt.Missing(pointer, missing)];
        if (Times.OfMilliseconds(e.Digits("occurredAt")) is not { } time) return [Doubt.Time(pointer, e, "occurredAt")];
        var (portal, contact) = (e.Digits("portalId"), e.Digits("objectId"));
        var id = $"{portal}:{e.Digits("eventId")}:{e.Digits("subscriptionId")}:{contact}:{e.Digits("occurredAt")}";
        return say(new Occurrence(pointer, id, $"portal/{portal}/contact/{contact}", time, Actor(e)));
    }

    /// <summary>Only a person is one; <c>sourceId</c> names integrations and imports too.</summary>
    private static string? Actor(JsonElement e) => e.Text("sourceId") is { } source && source.StartsWith("userId:", StringComparison.Ordinal) ? source : null;
}
