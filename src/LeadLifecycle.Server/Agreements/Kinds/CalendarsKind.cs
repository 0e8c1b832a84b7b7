using System.Text.Json.Nodes;
using LeadLifecycle.Server.Agreements.Calendars;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary><c>calendars</c>: the business calendars, by name; one is called <c>default</c>.</summary>
/// <param name="clock">Bounds for how long a holiday without an end is written out.</param>
internal sealed class CalendarsKind(TimeProvider clock) : AgreementKind<CalendarBook>
{
    private const int Most = 50;
    public const int MostHolidays = 5_000;

    public override string Name => "calendars";

    protected override CalendarBook Read(Members content)
    {
        var members = content.Object("calendars") ?? throw content.Malformed("calendars", "is required");
        if (members.Names.Count > Most) throw content.Malformed("calendars", $"holds more than {Most}");
        if (!members.Names.Contains(CalendarBook.DefaultName)) throw content.Malformed("calendars", $"has no calendar '{CalendarBook.DefaultName}'");
        return new CalendarBook(0, members.Names.ToDictionary(
            name => CodeNames.Checked(members, name, name), name => ReadOne(members.Object(name) ?? throw members.Malformed(name, "is no calendar")), StringComparer.Ordinal));
    }

    protected override JsonObject Write(CalendarBook part) => new()
    {
        ["calendars"] = new JsonObject(part.Calendars.OrderBy(calendar => calendar.Key, StringComparer.Ordinal)
            .Select(calendar => KeyValuePair.Create(calendar.Key, (JsonNode?)WriteOne(calendar.Value)))),
    };

    protected override CalendarBook PartOf(Agreed agreed) => agreed.Calendars;

    protected override Agreed Put(Agreed agreed, CalendarBook part, int version) => agreed with { Calendars = part with { Version = version } };

    private BusinessCalendar ReadOne(Members members)
    {
        var zone = Zone(members);
        var windows = OpeningHours.Read(members);
        var holidays = Holidays(members);
        members.Done();
        try
        {
            return new BusinessCalendar(zone, windows, holidays);
        }
        catch (ArgumentException unsound)
        {
            throw members.Malformed("windows", $"cannot be: {unsound.Message}");
        }
    }

    /// <summary>Those listed and those of an .ics file, one by one: the file itself, which may hold anything, is not kept.</summary>
    private HashSet<DateOnly> Holidays(Members members)
    {
        var days = members.Texts("holidays", MostHolidays).Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date)
            ? date
            : throw members.Malformed("holidays", $"holds '{text}', which is no date (YYYY-MM-DD)")).ToHashSet();
        if (members.LongText("ics") is { } file) days.UnionWith(HolidayFile.Read(file, clock.GetUtcNow(), what => members.Malformed("ics", what)).Holidays);
        return days.Count <= MostHolidays ? days : throw members.Malformed("holidays", $"are more than {MostHolidays} days");
    }

    private static TimeZoneInfo Zone(Members members) => members.RequiredText("zone") is var id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id
        ? zone
        : throw new MalformedException(Codes.ZoneUnknown, members.Malformed("zone", "").Pointer, $"'{id}' is no IANA time zone.");

    private static JsonObject WriteOne(BusinessCalendar calendar) => new()
    {
        ["zone"] = calendar.Zone.Id,
        ["windows"] = OpeningHours.Write(calendar.Windows),
        ["holidays"] = new JsonArray([.. calendar.Holidays.Select(day => (JsonNode)day.ToString("yyyy-MM-dd"))]),
    };
}
