using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Mautic;

/// <summary>
/// What a contact's fields say of a lead. Fields stand in groups (core, social, personal, professional), each a map from alias to
/// field, or <c>[]</c> when it has none.
/// </summary>
internal static class MauticContact
{
    public static JsonObject Captured(JsonElement contact)
    {
        var fields = Fields(contact);
        return Occurrence.Of(("contact", Person(fields)), ("company", Company(fields)));
    }

    private static JsonObject Person(ILookup<string, JsonElement> fields)
    {
        var names = new[] { Value(fields, "firstname"), Value(fields, "lastname") }.OfType<string>().ToList();
        return Occurrence.Of(
            ("email", Value(fields, "email")),
            ("phone", Value(fields, "phone") ?? Value(fields, "mobile")),
            ("name", names.Count > 0 ? string.Join(' ', names) : null));
    }

    private static JsonObject Company(ILookup<string, JsonElement> fields) =>
        Occurrence.Of(("name", Value(fields, "company")), ("country", Value(fields, "country")), ("role", Value(fields, "position")));

    private static ILookup<string, JsonElement> Fields(JsonElement contact) =>
        (contact.Member("fields") is { ValueKind: JsonValueKind.Object } groups ? groups.EnumerateObject().Select(group => group.Value) : [])
        .Where(group => group.ValueKind == JsonValueKind.Object)
        .SelectMany(group => group.EnumerateObject())
        .ToLookup(field => field.Name, field => field.Value, StringComparer.Ordinal);

    private static string? Value(ILookup<string, JsonElement> fields, string alias) => fields[alias].Select(field => field.Digits("value")).FirstOrDefault(value => value is not null);
}
