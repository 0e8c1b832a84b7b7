using System.Collections.Concurrent;

namespace LeadLifecycle;

/// <summary>A stretch of a weekday's local clock, half-open: at closing time it is closed.</summary>
/// <param name="Opens">Since local midnight, 0:00 to 24:00.</param>
/// <param name="Closes">Since local midnight, after <paramref name="Opens"/>, at most 24:00.</param>
public readonly record struct OpenWindow(DayOfWeek Day, TimeSpan Opens, TimeSpan Closes);

/// <summary>
/// Business time: an instant is open when the local clock reads inside a window on a day that is no holiday. An hour the
/// clock skips is absent, an hour it repeats counts twice. Days are read in closed form and kept; nothing steps through seconds.
/// </summary>
public sealed class BusinessCalendar
{
    private readonly TimeZoneInfo _zone;
    private readonly ILookup<DayOfWeek, OpenWindow> _windows;
    private readonly HashSet<DateOnly> _holidays;
    private readonly ConcurrentDictionary<int, Stretch[]> _days = new();

    /// <param name="zone">Whose clock the windows are read on; the offset is resolved at each instant.</param>
    /// <param name="windows">Any number per weekday, not overlapping.</param>
    /// <param name="holidays">Local dates on which no window opens.</param>
    /// <exception cref="ArgumentException">No window, one that is empty or reaches past the day, or two that overlap.</exception>
    public BusinessCalendar(TimeZoneInfo zone, IEnumerable<OpenWindow> windows, IEnumerable<DateOnly> holidays)
    {
        OpenWindow[] sorted = [.. windows.OrderBy(window => window.Day).ThenBy(window => window.Opens)];
        if (sorted.Length == 0) throw new ArgumentException("A calendar needs a window; without one nothing would ever be due.", nameof(windows));
        if (sorted.Any(window => window.Opens < TimeSpan.Zero || window.Closes > TimeSpan.FromHours(24) || window.Opens >= window.Closes))
        {
            throw new ArgumentException("A window opens before it closes, within 0:00 and 24:00.", nameof(windows));
        }

        if (sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.Day == pair.Second.Day && pair.Second.Opens < pair.First.Closes))
        {
            throw new ArgumentException("Two windows of a day overlap.", nameof(windows));
        }

        _zone = zone;
        _windows = sorted.ToLookup(window => window.Day);
        _holidays = [.. holidays];
    }

    /// <summary>Whose clock the windows are read on.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>By weekday and opening time, Sunday first.</summary>
    public IEnumerable<OpenWindow> Windows => _windows.SelectMany(day => day);

    /// <summary>Local dates on which no window opens, in order.</summary>
    public IEnumerable<DateOnly> Holidays => _holidays.Order();

    public bool IsOpen(DateTimeOffset instant) => Array.Exists(Day(instant.UtcTicks), open => open.Start <= instant.UtcTicks && instant.UtcTicks < open.End);

    /// <summary>
    /// The instant at which this much business time has passed since <paramref name="start"/>. It may fall on a closing
    /// time; with nothing to add it is the next open instant, the start itself if open. UTC.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, TimeSpan.Zero);
        var (from, left) = (start.UtcTicks, amount.Ticks);
        for (var day = DayNumber(from); ; day++)
        {
            foreach (var open in Day(day))
            {
                if (open.End <= from) continue;
                var begin = Math.Max(open.Start, from);
                if (left <= open.End - begin) return new DateTimeOffset(begin + left, TimeSpan.Zero);
                left -= open.End - begin;
            }
        }
    }

    /// <summary>Business time between two instants; zero when the second is not after the first.</summary>
    public TimeSpan Elapsed(DateTimeOffset start, DateTimeOffset end)
    {
        long ticks = 0;
        for (var day = DayNumber(start.UtcTicks); day <= DayNumber(end.UtcTicks); day++)
        {
            foreach (var open in Day(day)) ticks += Math.Max(0, Math.Min(open.End, end.UtcTicks) - Math.Max(open.Start, start.UtcTicks));
        }

        return TimeSpan.FromTicks(ticks);
    }

    private static int DayNumber(long utcTicks) => (int)(utcTicks / TimeSpan.TicksPerDay);

    private Stretch[] Day(long utcTicks) => Day(DayNumber(utcTicks));

    private Stretch[] Day(int utcDay) => _days.TryGetValue(utcDay, out var known) ? known : _days.GetOrAdd(utcDay, Read);

    /// <summary>
    /// The open stretches of one UTC day, in order. UTC days, not local ones: where a clock falls back across midnight
    /// local days interleave, UTC days never do.
    /// </summary>
    private Stretch[] Read(int utcDay)
    {
        var stretches = new List<Stretch>();
        foreach (var (segment, offset) in OffsetSegments.Of(_zone, utcDay))
        {
            for (var date = DateOnly.FromDayNumber((int)((segment.Start + offset) / TimeSpan.TicksPerDay)); Midnight(date) - offset < segment.End; date = date.AddDays(1))
            {
                if (_holidays.Contains(date)) continue;
                foreach (var window in _windows[date.DayOfWeek])
                {
                    var start = Math.Max(segment.Start, Midnight(date) + window.Opens.Ticks - offset);
                    var end = Math.Min(segment.End, Midnight(date) + window.Closes.Ticks - offset);
                    if (start < end) stretches.Add(new Stretch(start, end));
                }
            }
        }

        return [.. stretches];
    }

    private static long Midnight(DateOnly date) => date.DayNumber * TimeSpan.TicksPerDay;
}

/// <summary>A half-open stretch of time in UTC ticks.</summary>
internal readonly record struct Stretch(long Start, long End);

/// <summary>A UTC day cut where the zone's offset changes.</summary>
internal static class OffsetSegments
{
    /// <summary>Each part of the day with its offset from UTC in ticks. Offsets change at whole minutes, never twice within an hour.</summary>
    public static IEnumerable<(Stretch Segment, long Offset)> Of(TimeZoneInfo zone, int utcDay)
    {
        var (at, dayEnd) = (utcDay * TimeSpan.TicksPerDay, (utcDay + 1) * TimeSpan.TicksPerDay);
        var (start, offset) = (at, Offset(zone, at));
        for (; at < dayEnd; at += TimeSpan.TicksPerHour)
        {
            var next = Offset(zone, at + TimeSpan.TicksPerHour);
            if (next == offset) continue;
            var change = Change(zone, at, at + TimeSpan.TicksPerHour, offset);
            if (change >= dayEnd) break;
            yield return (new Stretch(start, change), offset);
            (start, offset) = (change, next);
        }

        yield return (new Stretch(start, dayEnd), offset);
    }

    /// <summary>The first minute in (before, after] at which the old offset is gone.</summary>
    private static long Change(TimeZoneInfo zone, long before, long after, long old)
    {
        while (after - before > TimeSpan.TicksPerMinute)
        {
            var middle = before + ((after - before) / 2 / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
            if (Offset(zone, middle) == old) before = middle;
            else after = middle;
        }

        return after;
    }

    private static long Offset(TimeZoneInfo zone, long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
}
