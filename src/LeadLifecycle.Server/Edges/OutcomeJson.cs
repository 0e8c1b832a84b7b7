using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges;

/// <summary>Writes outcomes as the contract says: <c>{ id, leadId, outcome, code?, detail?, pointer?, stage, cycle, version, position, unmapped? }</c>.</summary>
internal static class OutcomeJson
{
    public static void Write(Utf8JsonWriter json, Outcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("id", outcome.Id);
        json.WriteString("leadId", outcome.LeadId);
        json.WriteString("outcome", Name(outcome.Kind));
        WriteFault(json, outcome.Code, outcome.Detail, outcome.Pointer);
        json.WriteString("stage", outcome.Stage?.ToString());
        json.WriteNumber("cycle", outcome.Cycle);
        json.WriteNumber("version", outcome.Version);
        json.WriteNumber("position", outcome.Position);
        if (outcome.Unmapped is { } unmapped)
        {
            json.WriteStartArray("unmapped");
            foreach (var name in unmapped) json.WriteStringValue(name);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>An item that names no lead the service could read.</summary>
    public static void Write(Utf8JsonWriter json, MalformedException fault)
    {
        json.WriteStartObject();
        json.WriteNull("id");
        json.WriteNull("leadId");
        json.WriteString("outcome", Name(OutcomeKind.Refused));
        WriteFault(json, fault.Code, fault.Message, fault.Pointer);
        json.WriteNull("stage");
        json.WriteNumber("cycle", 0);
        json.WriteNumber("version", 0);
        json.WriteNumber("position", 0);
        json.WriteEndObject();
    }

    private static void WriteFault(Utf8JsonWriter json, string? code, string? detail, string? pointer)
    {
        if (code is null) return;
        json.WriteString("code", code);
        json.WriteString("detail", detail);
        if (pointer is not null) json.WriteString("pointer", pointer);
    }

    private static string Name(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Recorded => "recorded",
        OutcomeKind.Nothing => "nothing",
        OutcomeKind.Duplicate => "duplicate",
        _ => "refused",
    };
}
