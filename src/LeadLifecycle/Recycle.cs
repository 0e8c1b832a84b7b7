namespace LeadLifecycle;

/// <summary>Qualified, not now; straight from MarketingQualified it is a sales rejection. The cycle ends.</summary>
public sealed record LeadRecycled : StageFact
{
    public override Stage Stage => Stage.Recycled;

    /// <summary>A code of the reason list.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? RevisitAt { get; init; }
}

public static class Recycle
{
    public static Decision Decide(Lead lead, LeadRecycled asked) => lead.Stage switch
    {
        null or Stage.Won or Stage.Lost => Refusal.NotAllowed(lead, "recycle"),
        Stage.Recycled when lead.Course.Current!.Fact<LeadRecycled>(Stage.Recycled)!.Reason == asked.Reason => Decision.Nothing,
        Stage.Recycled => Refusal.NotAllowed(lead, "recycle"),
        _ when asked.Reason is null => Refusal.Missing("reason", "A recycling"),
        _ => Decision.Record(asked),
    };
}
