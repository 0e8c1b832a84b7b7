using LeadLifecycle.Server.Agreements.Calendars;
using LeadLifecycle.Server.Agreements.Kinds;
using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Agreements;

/// <summary>What may be proposed of each kind.</summary>
internal static class AgreementContents
{
    public static OpenApiSchema Sla() => Object(
        ("calendar?", Text("default when absent.")), ("atRisk?", Number("The share of a target after which a clock is at risk, above 0 and below 1; 0.8 when absent.")),
        ("targets?", Times("Business time per leg, such as 4h; a leg without one is measured and never missed.")),
        ("pauses?", Times("The reasons a clock may be paused for, and the longest time, by the wall clock, each may take.")),
        ("segments?", List(Segment(), "The one with most conditions wins; of equals the first.", SlaKind.MostSegments)));

    public static OpenApiSchema Calendars() => Object(("calendars", Map(
        Object(
            ("zone", Text("IANA.")),
            ("windows", new OpenApiSchema
            {
                OneOf =
                [
                    Choice(["always", "24/7"]),
                    List(Object(("days", List(Choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), most: 7)), ("opens", Text("HH:MM by the local clock.")), ("closes", Text("HH:MM, after opens, up to 24:00."))), most: OpeningHours.Most),
                ],
            }),
            ("holidays?", List(Date(), most: CalendarsKind.MostHolidays)), ("ics?", CalendarFile("An iCalendar file, whose all-day events are holidays too; it is read once and not kept."))),
        "By name; one is called default.")));

    public static OpenApiSchema Reasons() => Object(("categories", Map(List(Text(), most: ReasonsKind.MostPerCategory), "The codes of each category; the category is a code too.")));

    private static OpenApiSchema Segment() => Object(
        ("name", Text()),
        ("when", Object(("sources?", Values()), ("countries?", Values()), ("teams?", Values()), ("minScore?", Decimal()))),
        ("calendar?", Text()), ("targets?", Times("Instead of those for every lead.")));

    private static OpenApiSchema Values() => List(Text(), most: Segments.MostValues);

    /// <summary>What does not read as RFC 5545 is refused; the body that holds it bounds its length.</summary>
    public static OpenApiSchema CalendarFile(string description) => new() { Type = JsonSchemaType.String, Format = "icalendar", MaxLength = Bodies.LargestEvent, Description = description };

    private static OpenApiSchema Times(string description) => Map(Text("4h, 1h30m, 45s or PT4H."), description);
}
