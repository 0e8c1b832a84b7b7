using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements;

/// <summary>What must hold across the kinds, so that every clock that starts under them can be reckoned.</summary>
internal static class Consistency
{
    /// <summary>Within this time of the wall clock every target can be used up, else a due time could lie beyond the calendar.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(3653);

    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <param name="from">From this instant on everything must hold; what was before is settled.</param>
    /// <exception cref="ProblemException"><c>agreement.inconsistent</c>.</exception>
    public static void Demand(AgreementHistory history, DateTimeOffset from)
    {
        foreach (var agreed in history.From(from))
        {
            if (Complaint(agreed, from) is { } complaint) throw new ProblemException(Codes.AgreementInconsistent, complaint);
        }
    }

    private static string? Complaint(Agreed agreed, DateTimeOffset from)
    {
        var calendars = agreed.Calendars.Calendars;
        var shut = calendars.FirstOrDefault(calendar => calendar.Value.Elapsed(from, from + Year) == TimeSpan.Zero);
        if (shut.Key is not null) return $"The calendar '{shut.Key}' does not open once in the year from {from:yyyy-MM-dd}.";
        foreach (var (who, name, target) in Uses(agreed.Sla))
        {
            if (!calendars.TryGetValue(name, out var calendar)) return $"The SLA counts {who} on the calendar '{name}', and the calendars have only {string.Join(", ", calendars.Keys.Order(StringComparer.Ordinal))}.";
            if (calendar.Elapsed(from, from + Reach) < target) return $"The calendar '{name}' opens too seldom for {who}: a target of {target.TotalHours:0.##} hours is not used up in ten years.";
        }

        return null;
    }

    /// <summary>Each calendar an SLA counts on, and the longest target it counts there.</summary>
    private static IEnumerable<(string Who, string Calendar, TimeSpan Longest)> Uses(SlaPolicy sla) => sla.Segments
        .Select(segment => ($"the segment '{segment.Name}'", segment.Calendar ?? sla.Calendar, Longest(segment.Targets.Values.Concat(sla.Targets.Values))))
        .Prepend(("every lead", sla.Calendar, Longest(sla.Targets.Values)));

    private static TimeSpan Longest(IEnumerable<TimeSpan> targets) => targets.Append(TimeSpan.Zero).Max();
}
