using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Agreements.Kinds;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements.Calendars;

/// <summary>What helps to write a calendar: the days an .ics file would give, and when something would be due.</summary>
internal static class CalendarEndpoints
{
    private const string FileType = "text/calendar";

    /// <summary>Between these the zones' rules are known well enough to be shown.</summary>
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapCalendars(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/agreements/calendars/due", Due).WithName("getDue").For(Roles.Readers).WithTags("Agreements").WithSummary("When something would be due")
            .WithDescription("On a calendar in force now; nothing is recorded.").Describe(AgreementsDescription.Due);
        app.MapPost("/v1/agreements/calendars/holidays", Holidays).WithName("readHolidays").For(Roles.Teams).WithTags("Agreements").WithSummary("The holidays of an .ics file")
            .WithDescription($"Its all-day events, day by day; what repeats is written out {HolidayFile.Years} years back and ahead. Nothing is recorded.")
            .Describe(route => AgreementsDescription.Holidays(route, FileType));
    }

    private static async Task<IResult> Due(HttpContext http, AgreementsInForce agreements, TimeProvider clock, Caller caller)
    {
        var query = new Query(http.Request);
        var start = query.Instant("start") ?? throw Query.Invalid("start", "is required");
        if (start < Earliest || start > Latest) throw Query.Invalid("start", $"is not between {Earliest:yyyy} and {Latest:yyyy}");
        var add = Durations.Parse(query.Text("add") ?? throw Query.Invalid("add", "is required")) ?? throw Query.Invalid("add", "is no duration above zero and up to a year, such as 4h");
        var name = query.Text("calendar") ?? CalendarBook.DefaultName;
        query.Done();
        var book = (await agreements.Latest((await caller.Workspace(http)).Name, http.RequestAborted)).At(clock.GetUtcNow()).Calendars;
        if (!book.Calendars.TryGetValue(name, out var calendar)) throw new ProblemException(Codes.CalendarUnknown, $"There is no calendar '{name}'; there are {string.Join(", ", book.Calendars.Keys)}.");
        if (calendar.Elapsed(start, start + Consistency.Reach) < add) throw Query.Invalid("add", "is more than the calendar opens in ten years from there");
        return Results.Json(new JsonObject { ["due"] = AgreementAnswer.Time(calendar.Add(start, add)), ["open"] = calendar.IsOpen(start) });
    }

    private static async Task<IResult> Holidays(HttpContext http, TimeProvider clock)
    {
        new Query(http.Request).Done();
        if (MediaTypes.Of(http.Request) != FileType) throw new ProblemException(Codes.MediaTypeUnsupported, $"Send {FileType}, in UTF-8.");
        var body = await Bodies.Read(http.Request, Bodies.LargestEvent, http.RequestAborted);
        var file = HolidayFile.Read(Encoding.UTF8.GetString(body.Span), clock.GetUtcNow(), what => new MalformedException("", $"The file {what}."));
        return Results.Json(new JsonObject
        {
            ["holidays"] = new JsonArray([.. file.Holidays.Select(day => (JsonNode)day.ToString("yyyy-MM-dd"))]),
            ["ignored"] = new JsonArray([.. file.Ignored.Select(line => (JsonNode)line)]),
        });
    }
}
