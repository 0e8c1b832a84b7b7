using System.Buffers;
using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>
/// A delivery cut down to one of its parts: lists on the way to it hold nothing else but what it needs beside it, and other
/// lists are left out. What remains is still a delivery, so it can be translated again, and holds as little of others as can be.
/// </summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Pointer">To the part, in <paramref name="Json"/>.</param>
internal sealed record Part(byte[] Json, string Pointer)
{
    /// <param name="pointer">One to nothing keeps the whole body.</param>
    /// <param name="beside">To what the part needs beside it.</param>
    public static Part Of(JsonElement body, string pointer, params IReadOnlyList<string> beside)
    {
        if (Steps(body, pointer) is not { } part) return Of(body, "");
        string[][] kept = [part, .. beside.Select(other => Steps(body, other)).OfType<string[]>()];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Connections.Json.Writing)) Write(json, body, kept, 0);
        return new Part(buffer.WrittenSpan.ToArray(), Place(body, part, kept));
    }

    /// <summary>True when something that is said at the pointer is said of this part.</summary>
    public bool Holds(string pointer) => IsWithin(pointer, Pointer) || IsWithin(Pointer, pointer);

    private static bool IsWithin(string inner, string outer) => inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] == '/');

    /// <summary>Null when it leads nowhere, or through a name the database could not keep.</summary>
    private static string[]? Steps(JsonElement body, string pointer) =>
        !pointer.Contains('\0') && JsonPointer.Parse(pointer) is { } parsed && parsed.Find(body) is not null ? [.. parsed.Steps] : null;

    /// <param name="ways">Those that lead through this element, all the same up to here.</param>
    private static void Write(Utf8JsonWriter json, JsonElement at, IEnumerable<string[]> ways, int depth)
    {
        var next = ways.Where(way => way.Length > depth).ToLookup(way => way[depth]);
        if (ways.Any(way => way.Length == depth))
        {
            at.WriteTo(json);
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var step in next.OrderBy(step => int.Parse(step.Key))) Write(json, at[int.Parse(step.Key)], step, depth + 1);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject();
            foreach (var member in at.EnumerateObject())
            {
                if (next.Contains(member.Name)) Write(json, member, next[member.Name], depth + 1);
                else if (member.Value.ValueKind != JsonValueKind.Array) member.WriteTo(json);
            }

            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, JsonProperty member, IEnumerable<string[]> ways, int depth)
    {
        json.WritePropertyName(member.Name);
        Write(json, member.Value, ways, depth);
    }

    /// <summary>Where the part stands among what is kept.</summary>
    private static string Place(JsonElement at, string[] part, IEnumerable<string[]> kept)
    {
        var place = "";
        for (var depth = 0; depth < part.Length; depth++)
        {
            var step = part[depth];
            kept = kept.Where(way => depth == 0 || (way.Length >= depth && way[depth - 1] == part[depth - 1])).ToArray();
            var isWhole = kept.Any(way => way.Length == depth);
            if (at.ValueKind != JsonValueKind.Array || isWhole) place += "/" + JsonPointer.Escape(step);
            else place += $"/{kept.Select(way => int.Parse(way[depth])).Where(other => other < int.Parse(step)).Distinct().Count()}";
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step)] : at.GetProperty(step);
        }

        return place;
    }
}
