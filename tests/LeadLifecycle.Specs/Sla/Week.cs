using System.Globalization;

namespace LeadLifecycle.Specs.Sla;

/// <summary>Berlin's clock in the week of Monday 2026-06-01, said and read as <c>Mon 09:00</c>; <c>Mon+1 09:00</c> is a week later.</summary>
public static class Week
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(2));

    public static DateTimeOffset At(string when)
    {
        var (day, time) = (when.Split(' ')[0], when.Split(' ')[1]);
        var week = day.Length > 3 ? int.Parse(day[3..], CultureInfo.InvariantCulture) : 0;
        return Monday.AddDays((7 * week) + Array.IndexOf(Days, day[..3])).Add(TimeSpan.Parse(time, CultureInfo.InvariantCulture)).ToUniversalTime();
    }

    public static string Said(DateTimeOffset at)
    {
        var since = at - Monday;
        var (week, day) = Math.DivRem((int)Math.Floor(since.TotalDays), 7);
        return $"{Days[day]}{(week == 0 ? "" : $"+{week}")} {at.ToOffset(Monday.Offset):HH:mm}";
    }

    public static Told At(this LeadEvent e, string when) => new(e with { OccurredAt = At(when) }, At(when));
}

/// <summary>A fact and when it was recorded: at once, unless it says otherwise.</summary>
public sealed record Told(LeadEvent Event, DateTimeOffset RecordedAt)
{
    public Told Heard(string when) => this with { RecordedAt = Week.At(when) };

    public Told AsHistory() => this with { Event = Event with { Backfill = true } };
}
