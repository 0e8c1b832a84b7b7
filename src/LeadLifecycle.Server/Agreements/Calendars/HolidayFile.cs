using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace LeadLifecycle.Server.Agreements.Calendars;

/// <summary>
/// The days of an iCalendar file (RFC 5545) on which nobody works: its all-day events. One that repeats is written out from
/// <see cref="Years"/> years back to as many ahead; by then another file will have been agreed on.
/// </summary>
/// <param name="Holidays">In order.</param>
/// <param name="Ignored">A line for each event that is no holiday, and why.</param>
internal sealed record HolidayFile(IReadOnlyList<DateOnly> Holidays, IReadOnlyList<string> Ignored)
{
    /// <summary>How far a repetition is followed, before and after the current year.</summary>
    public const int Years = 30;

    /// <summary>More would be no list of holidays; days that several events name count for each.</summary>
    private const int MostDays = 20_000;

    private static readonly EvaluationOptions Bounds = new() { MaxUnmatchedIncrementsLimit = 1_000 };

    /// <param name="malformed">Makes the exception for a file that cannot be read.</param>
    public static HolidayFile Read(string text, DateTimeOffset now, Func<string, Exception> malformed)
    {
        var (from, to) = (new DateOnly(now.Year - Years, 1, 1), new DateOnly(now.Year + Years + 1, 1, 1));
        var (days, ignored, left) = (new SortedSet<DateOnly>(), new List<string>(), MostDays);
        foreach (var e in Parse(text, malformed).Events)
        {
            if (WhyNot(e) is { } why)
            {
                ignored.Add($"{NameOf(e)}: {why}");
                continue;
            }

            var found = Days(e, from, to).Take(left + 1).ToArray();
            left -= found.Length;
            if (left < 0) throw malformed($"names more than {MostDays} days");
            if (found.Length == 0) ignored.Add($"{NameOf(e)}: no day between {from:yyyy} and {to.AddDays(-1):yyyy}");
            days.UnionWith(found);
        }

        return new HolidayFile([.. days], ignored);
    }

    private static Calendar Parse(string text, Func<string, Exception> malformed)
    {
        try
        {
            return Calendar.Load(text) ?? throw malformed("holds no VCALENDAR");
        }
        catch (Exception unreadable) when (unreadable is not Hosting.MalformedException)
        {
            // The library fails in many ways on what is no calendar; none of them is ours to tell apart.
            throw malformed("is no iCalendar file");
        }
    }

    private static string? WhyNot(CalendarEvent e) => e switch
    {
        { Start: null } => "it has no start",
        { IsAllDay: false } => "it is not all-day",
        { RecurrenceRule.Frequency: FrequencyType.Secondly or FrequencyType.Minutely or FrequencyType.Hourly } => "it repeats within a day",
        _ => null,
    };

    private static IEnumerable<DateOnly> Days(CalendarEvent e, DateOnly from, DateOnly to)
    {
        using var occurrences = e.GetOccurrences(new CalDateTime(from), Bounds).GetEnumerator();
        while (Next(occurrences) is { } period && period.StartTime.Date < to)
        {
            var (first, end) = (period.StartTime.Date, period.EffectiveEndTime?.Date ?? period.StartTime.Date);
            // An event without an end, or with one that is not after it, is its first day.
            if (end <= first) end = first.AddDays(1);
            for (var day = first > from ? first : from; day < end && day < to; day = day.AddDays(1)) yield return day;
        }
    }

    /// <summary>A rule that never comes true, such as 30 February, ends instead of being looked for to the end of time.</summary>
    private static Period? Next(IEnumerator<Occurrence> occurrences)
    {
        try
        {
            return occurrences.MoveNext() ? occurrences.Current.Period : null;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private static string NameOf(CalendarEvent e) => $"{e.Summary ?? e.Uid ?? "an event"} ({(e.Start is { } start ? $"{start.Date:yyyy-MM-dd}" : "no date")})";
}
