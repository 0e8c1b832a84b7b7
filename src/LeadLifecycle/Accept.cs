namespace LeadLifecycle;

/// <summary>Sales took ownership of a qualified lead; the acceptance clock stops here.</summary>
public sealed record LeadSalesAccepted : StageFact
{
    public override Stage Stage => Stage.SalesAccepted;

    public string? Owner { get; init; }

    public string? Team { get; init; }
}

public static class Accept
{
    /// <summary>A lead another has is refused: taking it over is an assignment, which says so.</summary>
    public static Decision Decide(Lead lead, LeadSalesAccepted asked) => lead.Stage switch
    {
        Stage.MarketingQualified when asked is { Owner: null, Team: null } => Refusal.Missing("owner", "An acceptance"),
        Stage.MarketingQualified => Decision.Record(asked),
        Stage.SalesAccepted when lead.Owner == asked.Owner && (asked.Team is null || lead.Team == asked.Team) => Decision.Nothing,
        Stage.SalesAccepted => Decision.Refuse(RefusalCodes.AlreadyAccepted, $"{lead.Owner ?? lead.Team} has it; assign it to change that."),
        _ => Refusal.NotAllowed(lead, "accept"),
    };
}
