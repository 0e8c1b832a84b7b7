using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>JSON in one spelling: members by name, no spaces, numbers as they came.</summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256 as hexadecimal digits: the same for the same content, however it is ordered.</summary>
    public static string HashOf(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json.Writing)) Write(json, value);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
