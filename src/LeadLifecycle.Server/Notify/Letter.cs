using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Notify.Channels;

namespace LeadLifecycle.Server.Notify;

/// <summary>Writes a message: no more of the lead than the subscription is granted.</summary>
internal static class Letter
{
    /// <param name="contact">The granted contact fields, as they are now.</param>
    public static Message Write(string id, int number, ToldEvent told, PayloadLevel level, IReadOnlyDictionary<string, string> contact)
    {
        var body = new JsonObject { ["type"] = told.Type, ["timestamp"] = Node(told.OccurredAt), ["data"] = Data(told, level, contact) };
        return new Message(id, told.Type, told.OccurredAt, JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), Words(told, level), number);
    }

    private static JsonObject Data(ToldEvent told, PayloadLevel level, IReadOnlyDictionary<string, string> contact)
    {
        var data = new JsonObject { ["eventId"] = told.Id };
        if (told.LeadId is { } lead)
        {
            data["leadId"] = lead;
            data["version"] = told.Version;
            data["cycle"] = told.Cycle;
        }

        data["occurredAt"] = Node(told.OccurredAt);
        data["recordedAt"] = Node(told.RecordedAt);
        if (told.Facts.Subscription is { } disabled) data["subscription"] = disabled;
        if (level == PayloadLevel.Ids) return data;
        foreach (var (name, value) in JsonSerializer.SerializeToNode(told.Facts, Json.Options)!.AsObject())
        {
            if (name is not "subscription" && (told.LeadId is not null || value is not null)) data[name] = value?.DeepClone();
        }

        if (contact.Count > 0) data["contact"] = JsonSerializer.SerializeToNode(contact, Json.Options);
        return data;
    }

    /// <summary>One plain sentence; at level ids it names nothing but the ids.</summary>
    private static string Words(ToldEvent told, PayloadLevel level)
    {
        var facts = told.Facts;
        (string Name, object? Value)[] said =
        [
            ("team", facts.Team), ("owner", facts.Owner), ("source", facts.Source), ("score", facts.Score), ("reason", facts.Reason), ("leg", facts.Leg), ("due", facts.Due?.UtcDateTime.ToString("u")),
        ];
        var details = string.Join(", ", said.Where(detail => detail.Value is not null && level != PayloadLevel.Ids).Select(detail => $"{detail.Name} {detail.Value}"));
        var subject = told.LeadId is { } lead ? $"lead {lead}" : told.Facts.Subscription is { } subscription ? $"subscription {subscription}" : "this is only a test";
        return $"{Title(told.Type)}: {subject}{(details.Length > 0 ? $" ({details})" : "")}";
    }

    /// <summary>In the field's words.</summary>
    public static string Title(string type) => type switch
    {
        NoticeTypes.Offered => "Handoff offered to sales",
        NoticeTypes.Accepted => "Handoff accepted by sales",
        NoticeTypes.Rejected => "Handoff rejected by sales",
        NoticeTypes.AtRisk => "Handoff at risk of missing its target",
        NoticeTypes.Breached => "Handoff past its target",
        NoticeTypes.BreachRetracted => "Handoff was in time after all",
        NoticeTypes.SalesQualified => "Opportunity opened",
        NoticeTypes.Won => "Lead won",
        NoticeTypes.Lost => "Lead lost",
        NoticeTypes.Recycled => "Lead recycled",
        NoticeTypes.SubscriptionDisabled => "Subscription disabled",
        _ => "Test",
    };

    private static JsonNode? Node(DateTimeOffset instant) => JsonSerializer.SerializeToNode(instant, Json.Options);
}
