using System.Diagnostics;

namespace LeadLifecycle.Benchmarks;

/// <summary>One run's figures.</summary>
internal sealed record CalendarRun(double Seconds, double PerSecond);

/// <summary>One million times "so many hours of business time from then": Monday to Friday, 9 to 17 in Berlin, 1 to 40 hours from any second of two years, on one thread.</summary>
internal static class CalendarScenario
{
    private const int Additions = 1_000_000;
    private static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>With a calendar of its own, that has read no day yet.</summary>
    public static CalendarRun Run()
    {
        var windows = Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day => new OpenWindow((DayOfWeek)day, TimeSpan.FromHours(9), TimeSpan.FromHours(17)));
        var calendar = new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), windows, []);
        var random = new Random(1);
        var asked = Enumerable.Range(0, Additions).Select(_ => (Start: From.AddSeconds(random.Next(2 * 365 * 24 * 3600)), Amount: TimeSpan.FromSeconds(random.Next(3600, (40 * 3600) + 1)))).ToArray();
        var started = Stopwatch.GetTimestamp();
        foreach (var (start, amount) in asked)
        {
            if (calendar.Add(start, amount) <= start) throw new InvalidOperationException($"{amount} from {start:O} is not after it.");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new CalendarRun(seconds, Additions / seconds);
    }

    public static void Print(IReadOnlyList<CalendarRun> runs, string? jsonFile) => Report.Print(
        $"{Additions:N0} additions of business time", runs,
        [new("additions/s", run => run.PerSecond), new("seconds for all", run => run.Seconds, Format: "0.00")],
        postgres: null, jsonFile);
}
