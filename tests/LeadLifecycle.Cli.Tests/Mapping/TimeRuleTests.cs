using System.Globalization;
using LeadLifecycle.Cli.Mapping;

namespace LeadLifecycle.Cli.Tests.Mapping;

public sealed class TimeRuleTests
{
    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fffzzz", "2011-10-01T00:38:44.546+02:00", "2011-09-30T22:38:44.546Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2024-03-01T10:00:00-05:30", "2024-03-01T15:30:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "2024-03-01T10:00:00.1234567Z", "2024-03-01T10:00:00.1234567Z")]
    public void an_offset_in_the_value_is_taken_as_it_stands(string format, string text, string utc) =>
        Read(Rule(null, format), text).ShouldBe(utc);

    [Theory]
    [InlineData("2024-01-15 12:00", "2024-01-15T11:00:00Z")]
    [InlineData("2024-07-15 12:00", "2024-07-15T10:00:00Z")]
    public void a_local_time_is_placed_in_the_stated_zone(string text, string utc) =>
        Read(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm"), text).ShouldBe(utc);

    [Theory]
    [InlineData("2024-03-01T10:00:00")]
    [InlineData("2024-03-01 10:00:00Z")]
    [InlineData("2024-02-30T10:00:00Z")]
    [InlineData(" 2024-03-01T10:00:00Z")]
    [InlineData("")]
    public void what_fits_no_format_is_not_read(string text) =>
        Complaint(Rule(null, "yyyy-MM-ddTHH:mm:ssK"), text).ShouldBe("fits none of the stated formats (yyyy-MM-ddTHH:mm:ssK)");

    [Fact]
    public void a_value_that_two_formats_read_differently_is_not_read()
    {
        var rule = Rule("UTC", "dd/MM/yyyy", "MM/dd/yyyy");

        Complaint(rule, "03/04/2024").ShouldBe("fits two of the stated formats, as 2024-04-03T00:00:00Z and as 2024-03-04T00:00:00Z; state the one that is meant");
        Read(rule, "04/04/2024").ShouldBe("2024-04-04T00:00:00Z");
        Read(rule, "13/04/2024").ShouldBe("2024-04-13T00:00:00Z");
    }

    [Fact]
    public void an_hour_the_clock_skips_needs_a_rule()
    {
        Complaint(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm"), "2026-03-29 02:30").ShouldStartWith("does not exist in Europe/Berlin");
        Read(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm", skipped: SkippedHour.Shift), "2026-03-29 02:30").ShouldBe("2026-03-29T01:30:00Z");
    }

    [Fact]
    public void an_hour_the_clock_doubles_needs_a_rule()
    {
        Complaint(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm"), "2026-10-25 02:30").ShouldStartWith("happens twice in Europe/Berlin");
        Read(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm", DoubledHour.First), "2026-10-25 02:30").ShouldBe("2026-10-25T00:30:00Z");
        Read(Rule("Europe/Berlin", "yyyy-MM-dd HH:mm", DoubledHour.Second), "2026-10-25 02:30").ShouldBe("2026-10-25T01:30:00Z");
    }

    private static TimeRule Rule(string? zone, params string[] formats) => Make(zone, formats, DoubledHour.Stop, SkippedHour.Stop);

    private static TimeRule Rule(string zone, string format, DoubledHour doubled) => Make(zone, [format], doubled, SkippedHour.Stop);

    private static TimeRule Rule(string zone, string format, SkippedHour skipped) => Make(zone, [format], DoubledHour.Stop, skipped);

    private static TimeRule Make(string? zone, string[] formats, DoubledHour doubled, SkippedHour skipped) => new(
        [.. formats.Select(pattern => TimeFormat.TryMake(pattern, out var format, out var complaint) ? format : throw new ArgumentException(complaint))],
        zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone),
        doubled,
        skipped);

    private static string Read(TimeRule rule, string text) => rule.TryRead(text, out var time, out var complaint)
        ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : complaint;

    private static string Complaint(TimeRule rule, string text) => rule.TryRead(text, out _, out var complaint) ? "read" : complaint;
}
