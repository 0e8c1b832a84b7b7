using System.Text.Json;

namespace LeadLifecycle.Cli.Http;

/// <summary>What became of one item of a batch.</summary>
/// <param name="Result"><c>recorded</c>, <c>nothing</c>, <c>duplicate</c> or <c>refused</c>.</param>
/// <param name="Position">How far the views must come to show it; 0 when nothing was written.</param>
public readonly record struct Outcome(string Result, string? Code, string? Place, long Position)
{
    /// <summary>Reads the answer to a batch: one outcome per item, in the order sent.</summary>
    /// <exception cref="StoppedException">The answer is not that.</exception>
    public static IReadOnlyList<Outcome> ReadAll(ReadOnlyMemory<byte> body, int expected)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var results = json.RootElement.GetProperty("results").EnumerateArray().Select(Read).ToList();
            return results.Count == expected ? results : throw Strange($"{results.Count} outcomes for {expected} facts");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Strange(e.Message);
        }
    }

    private static Outcome Read(JsonElement item) => new(
        item.GetProperty("outcome").GetString()!,
        Text(item, "code"),
        Text(item, "pointer"),
        item.TryGetProperty("position", out var position) && position.ValueKind == JsonValueKind.Number ? position.GetInt64() : 0);

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static StoppedException Strange(string what) => new(
        ExitCode.Unreachable,
        $"The server answered a batch in a way this client does not know ({what}); is it of the same version? Running the same command again is safe.");
}
