using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>One notification as a person reads it: a title and named details. Nothing is encoded yet.</summary>
internal sealed record Note(string Title, IReadOnlyList<(string Name, string Value)> Details)
{
    private static readonly (string Member, string Name)[] Told =
    [
        ("leadId", "Lead"), ("stage", "Stage"), ("team", "Team"), ("owner", "Owner"), ("source", "Source"), ("segment", "Segment"), ("score", "Score"), ("reason", "Reason"),
        ("leg", "Leg"), ("due", "Due"), ("subscription", "Subscription"), ("occurredAt", "Occurred"), ("recordedAt", "Recorded"),
    ];

    public string? Team => Details.FirstOrDefault(detail => detail.Name == "Team").Value;

    /// <param name="body"><c>{"type","timestamp","data"}</c>.</param>
    public static Note Of(JsonObject body)
    {
        var data = body["data"]!.AsObject();
        var contact = data["contact"] as JsonObject ?? [];
        return new Note(Letter.Title((string)body["type"]!),
        [
            .. Told.Where(told => data[told.Member] is not null).Select(told => (told.Name, OneLine(data[told.Member]!.ToString()))),
            .. Payload.ContactFields.Where(contact.ContainsKey).Select(field => ($"Contact {field}", OneLine(contact[field]!.ToString()))),
        ]);
    }

    /// <summary>A value must not look like another line.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
