namespace LeadLifecycle.Specs.Oracle;

/// <summary>Everything the law says about a lead, as plain text: equal texts are equal states, and a difference can be read.</summary>
public static class Reading
{
    public static string Of(NaiveLaw law) => string.Join('\n',
    [
        .. law.Cycles.Select((cycle, index) => Line(
            cycle.Path.Select(stage => $"{stage}={cycle.Stamp(stage)!.Id}"), cycle.Stage, cycle.End, Origin(law.Origin(index + 1)), Negative(cycle))),
        $"repeats {Sorted(law.Cycles.SelectMany(cycle => cycle.Repeats).Select(fact => fact.Id))}",
        $"after end {Sorted(law.AfterEnd.Select(fact => fact.Id))}",
        $"owner {law.Stewardship?.Owner} team {law.Stewardship?.Team}",
        $"matrix {Sorted(law.Transitions.Select(pair => $"{pair.From}>{pair.To}"))} reentered {law.Reentered}",
    ]);

    public static string Of(Course course) => string.Join('\n',
    [
        .. course.Cycles.Select(cycle => Line(
            cycle.Path.Select(stage => $"{stage}={cycle[stage]!.Value.Id}"), $"{cycle.Stage}", $"{cycle.End}", Origin(cycle.Origin), cycle.IsNegative)),
        $"repeats {Sorted(Standing(course, LeadLifecycle.Standing.Repeat))}",
        $"after end {Sorted(Standing(course, LeadLifecycle.Standing.AfterEnd))}",
        $"owner {course.Owner} team {course.Team}",
        $"matrix {Sorted(course.Cycles.SelectMany(Pairs))} reentered {Math.Max(course.Cycles.Length - 1, 0)}",
    ]);

    private static string Line(IEnumerable<string> stamps, string stage, string? end, string origin, bool negative) =>
        $"cycle {string.Join(' ', stamps)} | stage {stage} | end {end} | {origin} | negative {negative}";

    private static bool Negative(NaiveCycle cycle) =>
        cycle.Path.Zip(cycle.Path.Skip(1)).Any(pair => cycle.Stamp(pair.Second)!.OccurredAt < cycle.Stamp(pair.First)!.OccurredAt);

    private static IEnumerable<string> Pairs(Cycle cycle) =>
        cycle.Path.Zip(cycle.Path.Skip(1)).Select(pair => $"{pair.First}>{pair.Second}");

    private static IEnumerable<string> Standing(Course course, Standing wanted) =>
        course.Standings.Where(entry => entry.Value == wanted).Select(entry => $"{entry.Key}");

    private static string Origin(NaiveFact? capture) => $"from {capture?.Source}/{capture?.Channel}/{capture?.Campaign}";

    private static string Origin(LeadCaptured? capture) => $"from {capture?.Source}/{capture?.Channel}/{capture?.Campaign}";

    private static string Sorted(IEnumerable<string> texts) => string.Join(' ', texts.Order(StringComparer.Ordinal));
}
