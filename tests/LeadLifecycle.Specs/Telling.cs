namespace LeadLifecycle.Specs;

/// <summary>Reads a lead aloud, so that a spec can say what it expects in one line per cycle.</summary>
public static class Telling
{
    /// <summary>The cycles must be these: each its stamps in rank order with their days, as in <c>Captured@1 Lost@5</c>.</summary>
    public static Course ShouldRead(this Course course, params string[] cycles)
    {
        course.Cycles.Select(Told).ShouldBe(cycles);
        return course;
    }

    public static Course ShouldRead(this Story story, params string[] cycles) =>
        story.Lead.ShouldNotBeNull().Course.ShouldRead(cycles);

    /// <summary>How the fact of that number stands; null when it is voided or is no stage fact.</summary>
    public static Standing? StandingOf(this Course course, int number) =>
        course.Standings.TryGetValue(Id(number), out var standing) ? standing : null;

    private static string Told(Cycle cycle) =>
        string.Join(' ', cycle.Path.Select(stage => $"{stage}@{(cycle[stage]!.Value.At - Day(0)).TotalDays:0.##}"));
}
