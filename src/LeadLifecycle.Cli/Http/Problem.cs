using System.Text.Json;

namespace LeadLifecycle.Cli.Http;

/// <summary>An RFC 9457 problem, as far as people and scripts need it.</summary>
public sealed record Problem(int Status, string Code, string Detail)
{
    public override string ToString() => Detail.Length == 0 ? Code : $"{Code}: {Detail}";

    /// <summary>Reads a problem; an answer that is none (a proxy's page) is named by its status.</summary>
    public static Problem Of(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return new Problem(status, Text(root, "code") ?? $"HTTP {status}", Text(root, "detail") ?? Text(root, "title") ?? "");
            }
        }
        catch (JsonException)
        {
            // Not JSON, so not from the service itself: the status is all there is to say.
        }

        return new Problem(status, $"HTTP {status}", "the answer is not a problem of this service; is the address right?");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
