namespace LeadLifecycle;

/// <summary>Business time with waits taken out of it.</summary>
internal static class BusinessTime
{
    /// <summary>The instant at which a target is used up.</summary>
    /// <param name="waits">In order, not overlapping.</param>
    public static DateTimeOffset Add(BusinessCalendar calendar, IReadOnlyList<Wait> waits, DateTimeOffset start, TimeSpan target)
    {
        foreach (var wait in waits)
        {
            if (wait.To <= start) continue;
            var ran = calendar.Elapsed(start, wait.From);
            if (target <= ran) break;
            target -= ran;
            start = wait.To;
        }

        return calendar.Add(start, target);
    }

    /// <summary>Business time between two instants in which it did not wait; zero when the second is not after the first.</summary>
    public static TimeSpan Between(BusinessCalendar calendar, IReadOnlyList<Wait> waits, DateTimeOffset from, DateTimeOffset to)
    {
        var elapsed = calendar.Elapsed(from, to);
        foreach (var wait in waits) elapsed -= calendar.Elapsed(Later(wait.From, from), Earlier(wait.To, to));
        return elapsed;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
