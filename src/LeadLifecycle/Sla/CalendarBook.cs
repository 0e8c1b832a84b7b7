namespace LeadLifecycle;

/// <summary>The agreed business calendars, by name.</summary>
/// <param name="Version">Of the agreement; 0 is the default nobody signed.</param>
public sealed record CalendarBook(int Version, IReadOnlyDictionary<string, BusinessCalendar> Calendars)
{
    /// <summary>The name a policy uses when it names none.</summary>
    public const string DefaultName = "default";

    /// <summary>Monday to Friday, 09:00 to 17:00 in Berlin, no holidays.</summary>
    public static readonly CalendarBook Default = new(0, new Dictionary<string, BusinessCalendar>
    {
        [DefaultName] = new(
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day => new OpenWindow((DayOfWeek)day, TimeSpan.FromHours(9), TimeSpan.FromHours(17))),
            []),
    });

    /// <exception cref="KeyNotFoundException">No calendar has that name; an agreement that named it would have been refused.</exception>
    public BusinessCalendar Of(string name) => Calendars[name];
}
