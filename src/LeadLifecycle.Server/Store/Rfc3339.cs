using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadLifecycle.Server.Store;

/// <summary>Strict RFC 3339 instants: an offset is required, 1 to 9 fractional digits are allowed, microseconds are kept.</summary>
public static partial class Rfc3339
{
    /// <summary>UTC, cut to whole microseconds, which is what the database can hold.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (!Form().IsMatch(text)) return false;
        // .NET reads at most seven fractional digits; the eighth and ninth are below what is kept.
        var fraction = text.IndexOf('.', StringComparison.Ordinal);
        var zone = text.AsSpan().IndexOfAny("Zz+-".AsSpan()[..2]) is var z && z > 0 ? z : text.Length - 6;
        var kept = fraction >= 0 && zone - fraction > 8 ? string.Concat(text.AsSpan(0, fraction + 8), text.AsSpan(zone)) : text;
        if (!DateTimeOffset.TryParse(kept, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed)) return false;
        instant = ToMicroseconds(parsed);
        return true;
    }

    public static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
