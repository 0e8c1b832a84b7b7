using System.Text.Json;
using System.Text.Unicode;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>Reads the bytes of a delivery as JSON, sound all the way down: no text in it holds half a surrogate pair.</summary>
internal static class DeliveryBody
{
    private const int Deepest = 256;

    /// <summary>Null, with what is wrong as a sentence, when it cannot be read.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, out string fault)
    {
        fault = "";
        if (!Utf8.IsValid(bytes.Span))
        {
            fault = "The body is not UTF-8.";
            return null;
        }

        try
        {
            var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Deepest });
            if (IsSound(json.RootElement)) return json;
            json.Dispose();
            fault = "A text in the body holds half a surrogate pair.";
        }
        catch (JsonException bad)
        {
            fault = $"The body is not JSON: line {bad.LineNumber + 1}, byte {bad.BytePositionInLine + 1}.";
        }

        return null;
    }

    private static bool IsSound(JsonElement root)
    {
        try
        {
            Look(root);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Look(JsonElement at)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.String:
                _ = at.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in at.EnumerateArray()) Look(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in at.EnumerateObject())
                {
                    _ = member.Name;
                    Look(member.Value);
                }

                break;
        }
    }
}
