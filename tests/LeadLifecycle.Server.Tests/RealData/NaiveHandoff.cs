namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>
/// The acceptance leg of each case, read from the file and reckoned day by day with nothing of the server's: Monday to
/// Friday, 09:00 to 17:00 in Berlin, no holidays.
/// </summary>
internal sealed record NaiveHandoff(DateTimeOffset Start, DateTimeOffset? Stop)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>Offered by A_PREACCEPTED, done by whatever came first of acceptance, a later stage or an end.</summary>
    public static IReadOnlyList<NaiveHandoff> OfFile()
    {
        var handoffs = new List<NaiveHandoff>();
        foreach (var facts in LogFact.OfFile().GroupBy(fact => fact.Lead))
        {
            var (offered, stops) = (facts.Where(fact => fact.Stage == 2).Select(fact => fact.OccurredAt).ToArray(), facts.Where(fact => fact.Stage > 2).Select(fact => fact.OccurredAt).ToArray());
            if (offered.Length > 0) handoffs.Add(new NaiveHandoff(offered.Min(), stops.Length > 0 ? stops.Min() : null));
        }

        return handoffs;
    }

    /// <summary>Open time from start to stop.</summary>
    public TimeSpan Business => Stop is { } stop ? OpenFrom(Start).TakeWhile(open => open.From < stop).Aggregate(TimeSpan.Zero, (sum, open) => sum + ((open.To < stop ? open.To : stop) - open.From)) : TimeSpan.Zero;

    public bool Met(TimeSpan target) => Stop <= Due(target);

    private DateTimeOffset Due(TimeSpan target)
    {
        foreach (var (from, to) in OpenFrom(Start))
        {
            if (target <= to - from) return from + target;
            target -= to - from;
        }

        throw new InvalidOperationException("Working days do not end.");
    }

    /// <summary>What is open from an instant on, without end.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> OpenFrom(DateTimeOffset start)
    {
        for (var date = TimeZoneInfo.ConvertTime(start, Berlin).Date; ; date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            var (opens, closes) = (Instant(date.AddHours(9)), Instant(date.AddHours(17)));
            if (closes > start) yield return (opens > start ? opens : start, closes);
        }
    }

    private static DateTimeOffset Instant(DateTime local) => new(local, Berlin.GetUtcOffset(local));
}
