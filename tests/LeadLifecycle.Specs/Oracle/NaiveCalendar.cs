namespace LeadLifecycle.Specs.Oracle;

/// <summary>A calendar read minute by minute off the wall clock of its zone, over a quarter from <see cref="Origin"/> on. It shares nothing with the closed form.</summary>
public sealed class NaiveCalendar
{
    private const int Minutes = 120 * 24 * 60;

    public static readonly DateTimeOffset Origin = new(2026, 3, 23, 0, 0, 0, TimeSpan.Zero);

    private readonly bool[] _open = new bool[Minutes];

    public NaiveCalendar(TimeZoneInfo zone, IReadOnlyList<OpenWindow> windows, IReadOnlyList<DateOnly> holidays)
    {
        Calendar = new BusinessCalendar(zone, windows, holidays);
        for (var minute = 0; minute < Minutes; minute++)
        {
            var local = TimeZoneInfo.ConvertTime(At(minute), zone).DateTime;
            _open[minute] = !holidays.Contains(DateOnly.FromDateTime(local))
                && windows.Any(window => window.Day == local.DayOfWeek && window.Opens <= local.TimeOfDay && local.TimeOfDay < window.Closes);
        }
    }

    /// <summary>The one under test, of the same words.</summary>
    public BusinessCalendar Calendar { get; }

    public static DateTimeOffset At(int minute) => Origin.AddMinutes(minute);

    public static int Minute(DateTimeOffset at) => (int)(at - Origin).TotalMinutes;

    public bool IsOpen(int minute) => _open[minute];
}
