using System.Globalization;

namespace LeadLifecycle.Cli.Mapping;

/// <summary>
/// How the times of one column are written: exact formats (.NET custom formats), the zone of those without an offset, and
/// what to do with a local hour that a clock change skips or doubles. What is not stated is not read.
/// </summary>
public sealed class TimeRule(IReadOnlyList<TimeFormat> formats, TimeZoneInfo? zone, DoubledHour doubled, SkippedHour skipped)
{
    /// <summary>Reads a time; with a complaint instead of a guess when it has none or two meanings.</summary>
    public bool TryRead(string text, out DateTimeOffset time, out string complaint)
    {
        time = default;
        complaint = "";
        var read = false;
        foreach (var format in formats)
        {
            if (!format.TryRead(text, out var local))
            {
                continue;
            }

            if (!TryPlace(local, format.HasOffset, out var candidate, out complaint))
            {
                return false;
            }

            if (read && candidate != time)
            {
                complaint = $"fits two of the stated formats, as {Utc(time)} and as {Utc(candidate)}; state the one that is meant";
                return false;
            }

            (time, read) = (candidate, true);
        }

        complaint = read ? "" : $"fits none of the stated formats ({string.Join(" | ", formats.Select(f => f.Pattern))})";
        return read;
    }

    private bool TryPlace(DateTimeOffset local, bool hasOffset, out DateTimeOffset time, out string complaint)
    {
        (time, complaint) = (local, "");
        if (hasOffset)
        {
            return true;
        }

        var clock = local.DateTime;
        if (zone!.IsInvalidTime(clock))
        {
            // The offset before the jump: 02:30 in a skipped hour is the instant half an hour after the jump.
            time = new DateTimeOffset(clock, zone.GetUtcOffset(clock.AddDays(-1)));
            complaint = $"does not exist in {zone.Id}, the clock skips this hour; state \"skipped\": \"shift\" to read it on the clock before the jump";
            return skipped == SkippedHour.Shift;
        }

        if (zone.IsAmbiguousTime(clock))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(clock);
            time = new DateTimeOffset(clock, doubled == DoubledHour.First ? offsets.Max() : offsets.Min());
            complaint = $"happens twice in {zone.Id}, the clock runs this hour again; state \"doubled\": \"first\" or \"second\"";
            return doubled != DoubledHour.Stop;
        }

        time = new DateTimeOffset(clock, zone.GetUtcOffset(clock));
        return true;
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A local hour that happens twice: stop, or take the first or the second.</summary>
public enum DoubledHour { Stop, First, Second }

/// <summary>A local hour that never happens: stop, or read it with the offset before the jump.</summary>
public enum SkippedHour { Stop, Shift }
