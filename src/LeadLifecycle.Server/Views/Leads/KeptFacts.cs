using System.Buffers;
using System.Text.Json;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary>The facts a lead's views are read from, kept beside its card, so that a page of events needs no stream read again.</summary>
internal static class KeptFacts
{
    /// <summary>Folds what was kept with the production fold's own fact set.</summary>
    public static FactSet Read(byte[] json)
    {
        var facts = FactSet.Empty;
        using var document = JsonDocument.Parse(json);
        foreach (var kept in document.RootElement.EnumerateArray())
        {
            var (id, name, data) = (kept[0].GetGuid(), kept[1].GetString()!, kept[2]);
            DateTimeOffset? recordedAt = kept.GetArrayLength() > 3 ? kept[3].GetDateTimeOffset() : null;
            facts = facts.With(id, (LeadEvent)data.Deserialize(EventNames.TypeOf(name), EventJson.Options)!, recordedAt);
        }

        return facts;
    }

    /// <summary><c>[[id, name, data, recordedAt], …]</c>, without what no view reads.</summary>
    public static byte[] Write(FactSet facts)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var kept in facts.All) WriteOne(json, kept.Id, kept.Event with { Move = null, Vault = null, Unmapped = null, Sender = null, SenderEventId = null }, kept.RecordedAt);
            foreach (var (id, fact) in facts.Voids) WriteOne(json, id, new LeadFactVoided { Fact = fact }, null);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteOne(Utf8JsonWriter json, Guid id, LeadEvent e, DateTimeOffset? recordedAt)
    {
        json.WriteStartArray();
        json.WriteStringValue(id);
        json.WriteStringValue(EventNames.Of(e));
        JsonSerializer.Serialize(json, e, e.GetType(), EventJson.Options);
        if (recordedAt is { } known) json.WriteStringValue(known);
        json.WriteEndArray();
    }
}
