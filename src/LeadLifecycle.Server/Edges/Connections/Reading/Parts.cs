using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>The parts of a body that is a list, or is its own only part; one that is not sound spoils none of the others.</summary>
internal static class Parts
{
    public static IEnumerable<(JsonElement Value, string Pointer)> Of(JsonElement body) =>
        body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().Select((part, i) => (part, $"/{i}")) : [(body, "")];

    /// <summary>What <paramref name="read"/> says of each part; it sees sound objects only.</summary>
    public static IReadOnlyList<Item> Read(JsonElement body, Func<JsonElement, string, IEnumerable<Item>> read) =>
        [.. Of(body).SelectMany(part => FaultOf(part.Value, part.Pointer) is { } fault ? [fault] : read(part.Value, part.Pointer))];

    /// <summary>Why a part cannot be looked into at all; null when it can.</summary>
    public static Item? FaultOf(JsonElement part, string pointer) =>
        part.ValueKind != JsonValueKind.Object ? Doubt.Shape(pointer, "An object is expected here.")
        : Unmapped.FaultOf(part) is { } fault ? Doubt.Unsound(pointer, fault)
        : null;
}
