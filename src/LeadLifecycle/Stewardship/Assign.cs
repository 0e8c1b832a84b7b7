namespace LeadLifecycle;

/// <summary>The lead was given to an owner, a team, or both.</summary>
public sealed record LeadOwnerAssigned : LeadEvent
{
    public string? Owner { get; init; }

    public string? Team { get; init; }
}

public static class Assign
{
    public static Decision Decide(Lead lead, LeadOwnerAssigned asked)
    {
        if (asked is { Owner: null, Team: null }) return Refusal.Missing("owner", "An assignment");
        return (lead.Owner, lead.Team) == (asked.Owner, asked.Team) ? Decision.Nothing : Decision.Record(asked);
    }
}
