using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>A value of an item as text. A number is its digits as they came, so an id beyond 2^53 stays what it is.</summary>
internal static class Scalar
{
    /// <exception cref="MalformedException">An object or a list is no text.</exception>
    public static string Text(JsonElement value, JsonPointer at) =>
        TextIfAny(value) ?? throw new MalformedException(MappingCodes.NotText, $"{at}", $"'{at}' holds an object or a list where a text or a number is expected.");

    /// <summary>Null for an object or a list.</summary>
    public static string? TextIfAny(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object or JsonValueKind.Array => null,
        _ => value.GetRawText(),
    };

    /// <summary>As a member of a fact: numbers as text, which every member takes; all else as it came.</summary>
    public static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonSerializer.SerializeToNode(value, Json.Options);
}
