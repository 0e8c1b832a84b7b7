namespace LeadLifecycle;

/// <summary>The clock waits for somebody else: the prospect, or an agreed date. Only an actor and a listed reason stop it.</summary>
public sealed record LeadPaused : LeadEvent
{
    /// <summary>The leg whose clock waits; null: every leg that runs.</summary>
    public string? Leg { get; init; }

    /// <summary>One of the agreed pause reasons.</summary>
    public string? Reason { get; init; }

    /// <summary>When the clock goes on by itself, UTC; the agreed maximum for the reason is the bound.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The waiting is over before its time.</summary>
public sealed record LeadResumed : LeadEvent
{
    /// <summary>The leg whose clock goes on; null: every one that waits.</summary>
    public string? Leg { get; init; }
}

public static class Pause
{
    public static Decision Decide(Lead lead, LeadPaused asked)
    {
        if (asked.Reason is null) return Refusal.Missing("reason", "A pause");
        if (asked.Actor is null) return Refusal.Missing("actor", "A pause");
        if (asked.Until <= asked.OccurredAt) return Decision.Refuse(RefusalCodes.PauseNotAhead, "'until' must lie after the pause begins.", "/until");
        return Runs(lead, asked.Leg) ? Decision.Record(asked) : Decision.Refuse(RefusalCodes.NoClockRuns, NothingRuns(asked.Leg));
    }

    public static Decision Decide(Lead lead, LeadResumed asked) => Runs(lead, asked.Leg)
        ? Decision.Record(asked)
        : Decision.Refuse(RefusalCodes.NoClockRuns, NothingRuns(asked.Leg));

    private static bool Runs(Lead lead, string? leg) =>
        lead.Course.Current is { } cycle
        && Leg.All.Where(known => leg is null || known.Name == leg).Any(known => known.StartOf(cycle) is not null && known.StopOf(cycle, lead.Facts) is null);

    private static string NothingRuns(string? leg) => leg is null ? "No leg of this lead is open." : $"The leg '{leg}' is not open.";
}
