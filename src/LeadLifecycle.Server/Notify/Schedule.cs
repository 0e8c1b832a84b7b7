namespace LeadLifecycle.Server.Notify;

/// <summary>When a delivery is tried again: 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after each failure, then no more.</summary>
internal static class Schedule
{
    /// <summary>The first failure waits the first of these.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The first at once, then one after each wait.</summary>
    public static int Attempts => Waits.Length + 1;

    /// <summary>A receiver may ask to be left alone for this long and no longer.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>How long an overloaded endpoint that names no time gets nothing.</summary>
    public static readonly TimeSpan Breather = TimeSpan.FromSeconds(30);

    /// <summary>How long a failing delivery holds back the later ones of its lead, from its first failure on.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>An endpoint that only failed for this long is disabled.</summary>
    public static readonly TimeSpan LongestFailing = TimeSpan.FromDays(5);

    /// <summary>The wait after a failure; null after the last attempt.</summary>
    /// <param name="failures">Failed attempts so far, 1..n.</param>
    /// <param name="jitter">0 to 1; adds up to a tenth, so that what failed together does not come back together.</param>
    /// <param name="retryAfter">What the receiver asked for; it only ever lengthens the wait.</param>
    public static TimeSpan? WaitAfter(int failures, double jitter, TimeSpan? retryAfter)
    {
        if (failures > Waits.Length) return null;
        var wait = Waits[failures - 1] * (1 + (Math.Clamp(jitter, 0, 1) / 10));
        return Honoured(retryAfter) is { } asked && asked > wait ? asked : wait;
    }

    /// <summary>For how long the whole endpoint is left alone.</summary>
    public static TimeSpan Throttle(TimeSpan? retryAfter) => Honoured(retryAfter) ?? Breather;

    private static TimeSpan? Honoured(TimeSpan? retryAfter) => retryAfter > LongestRetryAfter ? LongestRetryAfter : retryAfter;
}
