using System.Buffers;
using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>
/// A delivery cut down to one of its parts: lists on the way to it hold nothing else, and lists beside the way are left out.
/// What remains is still a delivery, so it can be translated again, and holds as little of others as can be.
/// </summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Pointer">To the part, in <paramref name="Json"/>.</param>
internal sealed record Part(byte[] Json, string Pointer)
{
    /// <summary>A pointer to nothing keeps the whole body.</summary>
    public static Part Of(JsonElement body, string pointer)
    {
        var parsed = JsonPointer.Parse(pointer);
        var path = parsed?.Find(body) is null ? JsonPointer.Root : parsed;
        var buffer = new ArrayBufferWriter<byte>();
        var place = new List<string>();
        using (var json = new Utf8JsonWriter(buffer, Connections.Json.Writing)) Write(json, body, [.. path.Steps], place);
        return new Part(buffer.WrittenSpan.ToArray(), string.Concat(place.Select(step => "/" + JsonPointer.Escape(step))));
    }

    /// <summary>True when something that is said at the pointer is said of this part.</summary>
    public bool Holds(string pointer) => IsWithin(pointer, Pointer) || IsWithin(Pointer, pointer);

    private static bool IsWithin(string inner, string outer) => inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    private static void Write(Utf8JsonWriter json, JsonElement at, ReadOnlySpan<string> path, List<string> place)
    {
        if (path.Length == 0)
        {
            at.WriteTo(json);
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            place.Add("0");
            json.WriteStartArray();
            Write(json, at[int.Parse(path[0])], path[1..], place);
            json.WriteEndArray();
        }
        else
        {
            place.Add(path[0]);
            json.WriteStartObject();
            foreach (var beside in at.EnumerateObject())
            {
                if (beside.Value.ValueKind != JsonValueKind.Array && !beside.NameEquals(path[0])) beside.WriteTo(json);
            }

            json.WritePropertyName(path[0]);
            Write(json, at.GetProperty(path[0]), path[1..], place);
            json.WriteEndObject();
        }
    }
}
