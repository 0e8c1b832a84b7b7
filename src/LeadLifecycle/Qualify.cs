namespace LeadLifecycle;

/// <summary>The lead passed the agreed criteria; this offers the handoff, and the acceptance clock starts.</summary>
public sealed record LeadMarketingQualified : StageFact
{
    public override Stage Stage => Stage.MarketingQualified;

    public override bool Reopens => Reopen;

    public decimal? Score { get; init; }

    /// <summary>The version of the criteria that were met.</summary>
    public string? CriteriaVersion { get; init; }

    /// <summary>The team the handoff is offered to.</summary>
    public string? Team { get; init; }

    /// <summary>Opens the next cycle, also after Won.</summary>
    public bool Reopen { get; init; }
}

public static class Qualify
{
    public static Decision Decide(Lead lead, LeadMarketingQualified asked) => lead.Stage switch
    {
        Stage.Captured or Stage.Engaged => Decision.Record(asked with { Reopen = false }),
        Stage.MarketingQualified => Decision.Nothing,
        { } stage when stage.IsEnd() => Reentry.Decide(lead.Course.Current!, asked, asked with { Reopen = true }),
        _ => Refusal.NotAllowed(lead, "qualify"),
    };
}
