namespace LeadLifecycle;

/// <summary>The lead is lost, and why; the cycle ends.</summary>
public sealed record LeadLost : StageFact
{
    public override Stage Stage => Stage.Lost;

    /// <summary>A code of the reason list.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? RevisitAt { get; init; }
}

public static class Lose
{
    public static Decision Decide(Lead lead, LeadLost asked) => lead.Stage switch
    {
        null or Stage.Won or Stage.Recycled => Refusal.NotAllowed(lead, "lose"),
        Stage.Lost when lead.Course.Current!.Fact<LeadLost>(Stage.Lost)!.Reason == asked.Reason => Decision.Nothing,
        Stage.Lost => Refusal.NotAllowed(lead, "lose"),
        _ when asked.Reason is null => Refusal.Missing("reason", "A loss"),
        _ => Decision.Record(asked),
    };
}
