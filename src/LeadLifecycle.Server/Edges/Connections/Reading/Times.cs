using System.Globalization;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>Vendors' times as RFC 3339 with an offset; null for what is no time.</summary>
internal static class Times
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <param name="digits">Whole milliseconds since 1970, UTC.</param>
    public static string? OfMilliseconds(string? digits) =>
        Instant(digits) is { } instant ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;

    /// <param name="digits">Whole milliseconds since 1970, UTC; the day they fall on there.</param>
    public static string? DayOfMilliseconds(string? digits) => Instant(digits)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The text as it came, with the digits it came with.</summary>
    public static string? OfText(string? text) => text is not null && Rfc3339.TryParse(text, out _) ? text : null;

    private static DateTimeOffset? Instant(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= Last
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
