using System.Globalization;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>RFC 3339 with an offset.</summary>
internal sealed record Rfc3339Form : ITimeForm
{
    public DateTimeOffset? Read(string text) => Rfc3339.TryParse(text, out var instant) ? instant : null;

    public override string ToString() => "an RFC 3339 time with an offset";
}

/// <summary>Seconds, or thousandths of them, since 1970 in UTC; a fraction is allowed.</summary>
internal sealed record UnixForm(bool Milliseconds) : ITimeForm
{
    private static readonly decimal MostTicks = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;

    public DateTimeOffset? Read(string text)
    {
        // .NET reads over NULs at the end.
        if (text.Contains('\0') || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)) return null;
        var perUnit = Milliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond;
        return number <= MostTicks / perUnit ? DateTimeOffset.UnixEpoch.AddTicks((long)(number * perUnit)) : null;
    }

    public override string ToString() => $"a count of {(Milliseconds ? "milliseconds" : "seconds")} since 1970";
}

/// <summary>Exact .NET custom formats; one without <c>zzz</c> is of the zone's clock.</summary>
/// <param name="Zone">Null when every format has an offset.</param>
/// <param name="Doubled">Which one is meant of an hour that happens twice: first or second; null asks for quarantine.</param>
/// <param name="ShiftsSkipped">An hour that never happens is read on the clock before the jump.</param>
internal sealed record WrittenForm(IReadOnlyList<string> Formats, TimeZoneInfo? Zone, string? Doubled, bool ShiftsSkipped) : ITimeForm
{
    public static bool HasOffset(string format) => format.Contains("zzz", StringComparison.Ordinal);

    public DateTimeOffset? Read(string text)
    {
        var fits = Formats.Select(format => Read(text, format)).OfType<DateTimeOffset>().Distinct().ToArray();
        return fits.Length > 1 ? throw new AmbiguousTimeException("fits two of the formats, and they differ") : fits.Length == 1 ? fits[0] : null;
    }

    public override string ToString() => $"written as {string.Join(" or ", Formats)}";

    /// <summary>Without the style a time lacking an offset would be read in the machine's zone.</summary>
    private DateTimeOffset? Read(string text, string format) =>
        !DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? null
        : HasOffset(format) ? read
        : Placed(read.DateTime, Zone!);

    private DateTimeOffset Placed(DateTime clock, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(clock))
        {
            return ShiftsSkipped ? new DateTimeOffset(clock, zone.GetUtcOffset(clock.AddDays(-1))) : throw new AmbiguousTimeException($"does not exist in {zone.Id}: the clock skips this hour");
        }

        if (!zone.IsAmbiguousTime(clock)) return new DateTimeOffset(clock, zone.GetUtcOffset(clock));
        var offsets = zone.GetAmbiguousTimeOffsets(clock);
        return Doubled is null ? throw new AmbiguousTimeException($"happens twice in {zone.Id}: the clock runs this hour again") : new DateTimeOffset(clock, Doubled == "first" ? offsets.Max() : offsets.Min());
    }
}
