namespace LeadLifecycle;

/// <summary>Writes on an event what it did to its lead when it arrived.</summary>
public static class Arrival
{
    public static LeadEvent Of(Lead? lead, Guid leadId, Guid eventId, LeadEvent e)
    {
        var after = Lead.Evolve(lead, leadId, eventId, e);
        var move = new Move(lead?.Stage, after.Stage, after.Cycle);
        if (e is not StageFact fact) return e with { Move = move };
        var standing = after.Course.Standings.GetValueOrDefault(eventId, Standing.Stamp);
        return e with
        {
            Move = move with
            {
                Late = IsLate(lead, eventId, fact),
                Repeat = standing == Standing.Repeat,
                AfterEnd = standing == Standing.AfterEnd,
                Skipped = Skipped(lead, after, fact),
            },
        };
    }

    private static bool IsLate(Lead? lead, Guid eventId, StageFact fact)
    {
        var arrived = new Kept(eventId, fact);
        return lead is not null && lead.Facts.Standing.Any(kept => kept.Event is StageFact && kept.CompareTo(arrived) > 0);
    }

    /// <summary>Stages of the line that a forward move left without a stamp; null when it skipped none.</summary>
    private static List<Stage>? Skipped(Lead? lead, Lead after, StageFact fact)
    {
        if (after.Stage != fact.Stage || after.Course.Current is not { } cycle || !Stages.Line.Contains(fact.Stage)) return null;
        var before = lead is not null && lead.Cycle == after.Cycle ? lead.Stage : null;
        var skipped = Stages.Line.Where(stage => stage < fact.Stage && (before is null || stage > before) && cycle[stage] is null).ToList();
        return skipped.Count == 0 ? null : skipped;
    }
}
