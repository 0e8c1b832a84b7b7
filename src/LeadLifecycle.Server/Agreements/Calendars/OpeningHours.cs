using System.Globalization;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Calendars;

/// <summary>When a calendar opens: stretches of local clock time on weekdays, or <c>"always"</c>.</summary>
internal static class OpeningHours
{
    private const string Always = "always";
    public const int Most = 100;

    /// <summary>By their name in requests, Monday first.</summary>
    private static readonly (string Name, DayOfWeek Day)[] Days =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    public static IReadOnlyList<OpenWindow> Read(Members calendar)
    {
        if (!calendar.IsText("windows")) return [.. calendar.Objects("windows", Most).SelectMany(ReadOne)];
        return calendar.Text("windows") is Always or "24/7"
            ? [.. Days.Select(day => new OpenWindow(day.Day, TimeSpan.Zero, TimeSpan.FromHours(24)))]
            : throw calendar.Malformed("windows", $"is neither a list nor '{Always}'");
    }

    /// <summary>Days with the same hours together.</summary>
    public static JsonNode Write(IEnumerable<OpenWindow> windows)
    {
        var hours = windows.GroupBy(window => (window.Opens, window.Closes)).OrderBy(group => group.Key).ToArray();
        if (hours is [var all] && all.Key == (TimeSpan.Zero, TimeSpan.FromHours(24)) && all.Count() == Days.Length) return Always;
        return new JsonArray([.. hours.Select(group => new JsonObject
        {
            ["days"] = new JsonArray([.. Days.Where(day => group.Any(window => window.Day == day.Day)).Select(day => (JsonNode)day.Name)]),
            ["opens"] = Clock(group.Key.Opens),
            ["closes"] = Clock(group.Key.Closes),
        })]);
    }

    private static OpenWindow[] ReadOne(Members window)
    {
        var days = window.Texts("days", Days.Length).Select(name => Array.Find(Days, day => day.Name == name) is { Name: not null } known
            ? known.Day
            : throw window.Malformed("days", $"holds '{name}'; there are {string.Join(", ", Days.Select(day => day.Name))}")).Distinct().ToArray();
        if (days.Length == 0) throw window.Malformed("days", "is required");
        var (opens, closes) = (TimeOf(window, "opens"), TimeOf(window, "closes"));
        window.Done();
        return [.. days.Select(day => new OpenWindow(day, opens, closes))];
    }

    private static TimeSpan TimeOf(Members window, string name) => window.RequiredText(name) switch
    {
        "24:00" => TimeSpan.FromHours(24),
        var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time.ToTimeSpan(),
        _ => throw window.Malformed(name, "is no time of the day (HH:MM, up to 24:00)"),
    };

    private static string Clock(TimeSpan time) => $"{(int)time.TotalHours:00}:{time.Minutes:00}";
}
