using System.Globalization;
using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>
/// Looks into what a sender gave and asks for nothing: a member that is absent, null, empty or of another kind is not there. PHP's
/// <c>[]</c> for an empty map is such another kind. Only for JSON that <see cref="Parts"/> found sound.
/// </summary>
internal static class Given
{
    public static JsonElement Member(this JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) ? value : default;

    public static bool Has(this JsonElement at, string name) => at.Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool IsTrue(this JsonElement at, string name) => at.Member(name).ValueKind == JsonValueKind.True;

    public static string? Text(this JsonElement at, string name) =>
        at.Member(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A text, or a number in the digits it came in: an id beyond 2^53 stays what it is.</summary>
    public static string? Digits(this JsonElement at, string name) =>
        at.Member(name) is { ValueKind: JsonValueKind.Number } value ? value.GetRawText() : at.Text(name);

    public static decimal? Number(this JsonElement at, string name) =>
        decimal.TryParse(at.Digits(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A count as head counts are; anything else, such as a range in words, is not there.</summary>
    public static int? Count(this JsonElement at, string name) =>
        int.TryParse(at.Digits(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static IEnumerable<JsonElement> Each(this JsonElement at, string name) =>
        at.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
