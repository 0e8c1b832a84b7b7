using CsCheck;

namespace LeadLifecycle.Specs.Sla;

public sealed class BusinessCalendarProperties
{
    // Zones that change on whole hours, on half hours, across midnight (St. John's until 2011), and never.
    private static readonly string[] ZoneIds =
        ["Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "UTC"];

    private static readonly Gen<TimeZoneInfo> Zones = Gen.Int[0, ZoneIds.Length - 1].Select(i => TimeZoneInfo.FindSystemTimeZoneById(ZoneIds[i]));

    private static readonly Gen<OpenWindow[]> Windows = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 47], Gen.Int[1, 48])
        .Select((day, from, length) => new OpenWindow((DayOfWeek)day, TimeSpan.FromMinutes(from * 30), TimeSpan.FromMinutes(Math.Min(1440, (from + length) * 30))))
        .Array[1, 6].Select(Disjoint);

    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[new DateTime(2008, 1, 1).Ticks / 10_000_000, new DateTime(2028, 1, 1).Ticks / 10_000_000]
        .Select(seconds => new DateTimeOffset(seconds * 10_000_000, TimeSpan.Zero));

    private static readonly Gen<BusinessCalendar> Calendars = Gen.Select(Zones, Windows, Instants.Select(at => DateOnly.FromDateTime(at.Date)).Array[0, 5])
        .Select((zone, windows, holidays) => new BusinessCalendar(zone, windows, holidays));

    private static readonly Gen<TimeSpan> Amounts = Gen.Long[0, 400 * 3600].Select(seconds => TimeSpan.FromSeconds(seconds));

    [Fact]
    public void what_was_added_has_elapsed() => Gen.Select(Calendars, Instants, Amounts).Sample(
        (calendar, start, amount) => calendar.Elapsed(start, calendar.Add(start, amount)) == amount, iter: 3_000);

    [Fact]
    public void adding_what_elapsed_comes_to_the_same_open_instant() => Gen.Select(Calendars, Instants, Gen.Long[0, 60 * 24 * 3600]).Sample(
        (calendar, start, seconds) =>
        {
            var end = start.AddSeconds(seconds);
            // At an opening the time has elapsed already at the closing before, and any closed instant has none of its own.
            if (!calendar.IsOpen(end) || !calendar.IsOpen(end.AddTicks(-1))) return;
            calendar.Add(start, calendar.Elapsed(start, end)).ShouldBe(end);
        },
        iter: 3_000);

    [Fact]
    public void an_instant_is_open_exactly_when_its_local_clock_reads_inside_a_window() => Gen.Select(Zones, Windows, Instants).Sample(
        (zone, windows, instant) =>
        {
            var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            var reads = windows.Any(window => window.Day == local.DayOfWeek && window.Opens <= local.TimeOfDay && local.TimeOfDay < window.Closes);
            new BusinessCalendar(zone, windows, []).IsOpen(instant).ShouldBe(reads);
        },
        iter: 5_000);

    private static OpenWindow[] Disjoint(OpenWindow[] windows)
    {
        var kept = new List<OpenWindow>();
        foreach (var window in windows)
        {
            if (!kept.Any(other => other.Day == window.Day && other.Opens < window.Closes && window.Opens < other.Closes)) kept.Add(window);
        }

        return [.. kept];
    }
}
