using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>Holidays from .ics files as offices and websites publish them.</summary>
[Collection(SharedServer.Name)]
public sealed class HolidayFileTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_published_file_gives_its_days_and_says_what_it_left_out()
    {
        var answer = await Read(Published);
        var days = Days(answer);
        days.ShouldContain("2026-12-25");
        days.ShouldContain("2026-12-26");
        days.ShouldContain("2050-12-25");
        days.ShouldNotContain("2027-12-25");
        days.ShouldContain("2026-04-03");
        days.Where(day => day.StartsWith("2026-07", StringComparison.Ordinal)).ShouldBe(["2026-07-30", "2026-07-31"]);
        days.ShouldContain("2026-08-01");
        days.ShouldNotContain("2026-08-02");
        days.Where(day => day.EndsWith("-10-31", StringComparison.Ordinal)).ShouldBe(["2024-10-31", "2025-10-31"]);
        days.Where(day => day.EndsWith("-05-17", StringComparison.Ordinal)).ShouldBe(["2025-05-17", "2026-05-17", "2027-05-17"]);
        days.Where(day => day.StartsWith("2026-11", StringComparison.Ordinal)).ShouldBe(["2026-11-26"]);
        days.ShouldBe(days.Order());
        answer["ignored"]!.AsArray().Select(line => (string?)line).ShouldBe(
            ["Summer party, with a title that is folded over two lines (2026-06-12): it is not all-day", "Stand-up (2026-01-05): it is not all-day", "Never (2026-02-01): no day between " + Horizon]);
    }

    [Fact]
    public async Task line_ends_may_be_of_either_sort() =>
        Days(await Read(Published.ReplaceLineEndings("\n"))).ShouldBe(Days(await Read(Published.ReplaceLineEndings("\r\n"))));

    [Fact]
    public async Task a_repetition_ends_at_the_horizon() => Days(await Read(Published)).Max().ShouldBe($"{DateTime.UtcNow.Year + 30}-12-26");

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:NONSENSE\nEND:VEVENT\nEND:VCALENDAR")]
    public async Task what_is_no_calendar_is_refused(string file) => (await _server.Say(Path, file, "text/calendar")).ShouldBeProblem(400, "event.malformed");

    [Fact]
    public async Task a_file_that_names_every_day_many_times_is_refused()
    {
        var daily = string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n", 50));
        (await _server.Say(Path, $"BEGIN:VCALENDAR\n{daily}END:VCALENDAR", "text/calendar")).ShouldBeProblem(400, "event.malformed");
    }

    [Fact]
    public async Task an_event_of_a_thousand_years_is_cut_at_the_horizon() =>
        Days(await Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:19000101\nDTEND;VALUE=DATE:19970103\nEND:VEVENT\nEND:VCALENDAR")).ShouldBe(
            Enumerable.Range(0, 10_000).Select(day => new DateOnly(DateTime.UtcNow.Year - 30, 1, 1).AddDays(day)).TakeWhile(day => day < new DateOnly(1997, 1, 3)).Select(day => day.ToString("yyyy-MM-dd")));

    [Fact]
    public async Task only_a_calendar_is_read() => (await _server.Say(Path, Published, "text/plain")).ShouldBeProblem(415, "media-type.unsupported");

    [Fact]
    public async Task a_due_time_can_be_looked_at()
    {
        (await _server.Get("/v1/agreements/calendars/due?start=2026-03-06T16:30:00Z&add=2h")).ToJsonString().ShouldBe("""{"due":"2026-03-09T10:00:00Z","open":false}""");
        (await _server.Get("/v1/agreements/calendars/due?start=2026-03-06T09:00:00%2B01:00&add=8h&calendar=default")).ToJsonString().ShouldBe("""{"due":"2026-03-06T16:00:00Z","open":true}""");
    }

    [Theory]
    [InlineData("start=2026-03-06T16:30:00Z&add=2h&calendar=moon", 404, "calendar.unknown")]
    [InlineData("start=2026-03-06T16:30:00Z&add=2d", 400, "query.invalid")]
    [InlineData("start=2026-03-06T16:30:00Z", 400, "query.invalid")]
    [InlineData("add=2h", 400, "query.invalid")]
    [InlineData("start=9999-12-31T00:00:00Z&add=2h", 400, "query.invalid")]
    public async Task a_due_time_nobody_can_tell_is_refused(string query, int status, string code) =>
        (await _server.Ask("/v1/agreements/calendars/due?" + query)).ShouldBeProblem(status, code);

    private const string Path = "/v1/agreements/calendars/holidays";

    private static string Horizon => $"{DateTime.UtcNow.Year - 30} and {DateTime.UtcNow.Year + 30}";

    private async Task<JsonNode> Read(string file)
    {
        var reply = await _server.Say(Path, file, "text/calendar; charset=utf-8");
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    private static string[] Days(JsonNode answer) => [.. answer["holidays"]!.AsArray().Select(day => (string)day!)];

    /// <summary>Two days of Christmas for ever but for one year, a movable feast, company holidays, what is no holiday.</summary>
    private const string Published = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Example Office//Public holidays//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Public holidays
        BEGIN:VTIMEZONE
        TZID:Europe/Berlin
        BEGIN:STANDARD
        DTSTART:19701025T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:19700329T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:christmas@example.org
        DTSTAMP:20200101T000000Z
        DTSTART;VALUE=DATE:20201225
        DTEND;VALUE=DATE:20201227
        RRULE:FREQ=YEARLY
        EXDATE;VALUE=DATE:20271225
        SUMMARY:Christmas
        TRANSP:TRANSPARENT
        CATEGORIES:Holidays
        END:VEVENT
        BEGIN:VEVENT
        UID:good-friday@example.org
        DTSTART;VALUE=DATE:20260403
        SUMMARY:Good Friday
        END:VEVENT
        BEGIN:VEVENT
        UID:shut@example.org
        DTSTART;VALUE=DATE:20260730
        DTEND;VALUE=DATE:20260802
        SUMMARY:Company holidays
        END:VEVENT
        BEGIN:VEVENT
        UID:until@example.org
        DTSTART;VALUE=DATE:20241031
        DTEND;VALUE=DATE:20241101
        RRULE:FREQ=YEARLY;UNTIL=20251031
        SUMMARY:Reformation Day
        END:VEVENT
        BEGIN:VEVENT
        UID:count@example.org
        DTSTART;VALUE=DATE:20250517
        RRULE:FREQ=YEARLY;COUNT=3
        SUMMARY:National day
        END:VEVENT
        BEGIN:VEVENT
        UID:thanksgiving@example.org
        DTSTART;VALUE=DATE:20241128
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
        SUMMARY:Thanksgiving
        END:VEVENT
        BEGIN:VEVENT
        UID:party@example.org
        DTSTART;TZID=Europe/Berlin:20260612T150000
        DTEND;TZID=Europe/Berlin:20260612T220000
        SUMMARY:Summer party\, with a title that is
          folded over two lines
        END:VEVENT
        BEGIN:VEVENT
        UID:standup@example.org
        DTSTART:20260105T090000Z
        RRULE:FREQ=DAILY
        SUMMARY:Stand-up
        END:VEVENT
        BEGIN:VEVENT
        UID:never@example.org
        DTSTART;VALUE=DATE:20260201
        RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30
        SUMMARY:Never
        END:VEVENT
        END:VCALENDAR
        """;
}
