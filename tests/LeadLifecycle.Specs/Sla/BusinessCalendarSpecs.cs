namespace LeadLifecycle.Specs.Sla;

public sealed class BusinessCalendarSpecs
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DayOfWeek[] Workdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly BusinessCalendar Office = Open(Workdays, [(9, 17)]);
    private static readonly BusinessCalendar Always = Open(Enum.GetValues<DayOfWeek>(), [(0, 24)]);

    // In the week of Monday 2026-06-01, except where a clock changes.
    [Theory]
    [InlineData("2026-06-06 16:00", 120, "2026-06-08 11:00")]
    [InlineData("2026-06-05 17:30", 120, "2026-06-08 11:00")]
    [InlineData("2026-06-05 16:00", 120, "2026-06-08 10:00")]
    [InlineData("2026-06-01 09:00", 480, "2026-06-01 17:00")]
    [InlineData("2026-06-01 17:00", 1, "2026-06-02 09:01")]
    [InlineData("2026-06-01 12:00", 0, "2026-06-01 12:00")]
    [InlineData("2026-06-01 17:00", 0, "2026-06-02 09:00")]
    [InlineData("2026-06-06 12:00", 0, "2026-06-08 09:00")]
    public void office_hours(string start, int minutes, string due) => Office.Add(Local(start), TimeSpan.FromMinutes(minutes)).ShouldBe(Local(due));

    [Fact]
    public void a_holiday_is_closed() => Open(Workdays, [(9, 17)], new DateOnly(2026, 6, 8))
        .Add(Local("2026-06-05 16:00"), TimeSpan.FromHours(2)).ShouldBe(Local("2026-06-09 10:00"));

    [Fact]
    public void a_lunch_break_is_closed() => Open(Workdays, [(9, 12), (13, 17)])
        .Add(Local("2026-06-01 11:30"), TimeSpan.FromHours(1)).ShouldBe(Local("2026-06-01 13:30"));

    [Theory]
    [InlineData("2026-06-06 23:30+02:00", 2, "2026-06-07 01:30+02:00")]
    [InlineData("2026-03-28 23:00+01:00", 4, "2026-03-29 04:00+02:00")]
    [InlineData("2026-10-24 23:00+02:00", 4, "2026-10-25 02:00+01:00")]
    public void around_the_clock_across_clock_changes(string start, int hours, string due) =>
        Always.Add(DateTimeOffset.Parse(start), TimeSpan.FromHours(hours)).ShouldBe(DateTimeOffset.Parse(due));

    [Fact]
    public void a_skipped_hour_is_absent_and_a_doubled_one_counts_twice()
    {
        var nights = Open(Enum.GetValues<DayOfWeek>(), [(2, 3)]);

        nights.Elapsed(Local("2026-03-29 00:00"), Local("2026-03-29 12:00")).ShouldBe(TimeSpan.Zero);
        nights.Elapsed(Local("2026-10-25 00:00"), Local("2026-10-25 12:00")).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public void a_calendar_that_never_opens_is_refused() => Should.Throw<ArgumentException>(() => Open([], []));

    [Fact]
    public void windows_that_overlap_are_refused() => Should.Throw<ArgumentException>(() => Open(Workdays, [(9, 13), (12, 17)]));

    private static BusinessCalendar Open(DayOfWeek[] days, (int From, int To)[] hours, params DateOnly[] holidays) => new(
        Berlin, days.SelectMany(day => hours.Select(open => new OpenWindow(day, TimeSpan.FromHours(open.From), TimeSpan.FromHours(open.To)))), holidays);

    private static DateTimeOffset Local(string text)
    {
        var local = DateTime.Parse(text);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local));
    }
}
