namespace LeadLifecycle;

/// <summary>A fact was wrong. It stays in the stream and leaves the set; correcting is voiding and reporting again.</summary>
public sealed record LeadFactVoided : LeadEvent
{
    /// <summary>The stored id of the fact.</summary>
    public Guid Fact { get; init; }

    /// <summary>Why, as a code; free text lies in the vault and stands here as <c>other</c>.</summary>
    public string Reason { get; init; } = "";
}

public static class VoidFact
{
    /// <summary>A person who voids is told when the fact is not there; a reported void may come before its fact.</summary>
    public static Decision Decide(Lead lead, LeadFactVoided asked)
    {
        if (lead.Facts.IsVoid(asked.Fact)) return NotVoidable(asked);
        if (IsSla(lead, asked.Fact)) return NotVoidable(asked);
        if (!lead.Knows(asked.Fact)) return Decision.Refuse(RefusalCodes.FactUnknown, $"The lead has no fact {asked.Fact}.", "/fact");
        return lead.Facts.IsVoided(asked.Fact) ? Decision.Nothing : Decision.Record(asked);
    }

    public static Decision Report(Lead? lead, LeadFactVoided reported) =>
        lead is not null && (lead.Facts.IsVoid(reported.Fact) || IsSla(lead, reported.Fact)) ? NotVoidable(reported) : Decision.Record(reported);

    private static bool IsSla(Lead lead, Guid fact) => lead.Facts.All.Any(kept => kept.Id == fact && kept.Event is SlaEvent);

    private static Decision NotVoidable(LeadFactVoided e) => Decision.Refuse(
        RefusalCodes.FactNotVoidable, $"{e.Fact} is a void or what a clock raised, and follows from other facts; void or report those instead.", "/fact");
}
