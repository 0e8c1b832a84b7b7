using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>One change event, out of whatever envelope it came in.</summary>
/// <param name="Fields">Of the record, the header beside them. Null is unchanged, and an unchanged field may be left out.</param>
internal sealed record ChangeEvent(string Pointer, JsonElement Fields)
{
    private const string HeaderName = "ChangeEventHeader";
    private const int MostEnvelopes = 4;

    public JsonElement Header => Fields.Member(HeaderName);

    public string? Entity => Header.Text("entityName");

    public string? ChangeType => Header.Text("changeType");

    /// <summary>One conversion of a lead is one transaction.</summary>
    public string? Transaction => Header.Text("transactionKey");

    /// <summary>Several when one change of several records was merged into one event.</summary>
    public IReadOnlyList<string> Records => [.. Header.Each("recordIds").Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!).Where(id => id.Length > 0)];

    /// <summary>
    /// Pub/Sub and plain exports give the event itself; CometD puts it into <c>payload</c>, its messages that into <c>data</c>, and
    /// EventBridge into <c>detail</c>. Null when there is no change event inside.
    /// </summary>
    public static ChangeEvent? In(JsonElement part, string pointer)
    {
        for (var depth = 0; depth < MostEnvelopes && part.ValueKind == JsonValueKind.Object; depth++)
        {
            if (part.Member(HeaderName).ValueKind == JsonValueKind.Object) return new ChangeEvent(pointer, part);
            part = new[] { part.Member("data"), part.Member("detail"), part.Member("payload") }.FirstOrDefault(inner => inner.ValueKind == JsonValueKind.Object);
        }

        return null;
    }

    /// <summary>
    /// What happened to each record, when it was committed: dates among the fields, such as <c>ConvertedDate</c>, are midnights hours
    /// before. Transaction and sequence number are one change; record and role set its facts apart.
    /// </summary>
    public IEnumerable<Item> Tell(string role, IReadOnlyList<string> leads, Func<Occurrence, IEnumerable<Item>> say)
    {
        if (Transaction is not { } transaction) return [Doubt.Missing(Pointer, "transactionKey")];
        if (Header.Digits("sequenceNumber") is not { } sequence) return [Doubt.Missing(Pointer, "sequenceNumber")];
        if (Times.OfMilliseconds(Header.Digits("commitTimestamp")) is not { } time) return [Doubt.Time(Pointer, Header, "commitTimestamp")];
        return leads.SelectMany(lead => lead.Contains('*')
            ? [Doubt.Lead(Pointer, "It says that every record of a kind changed, and not which.")]
            : say(new Occurrence(Pointer, $"{transaction}:{sequence}:{lead}:{role}", "lead/" + lead, time, Header.Text("commitUser"))));
    }
}
