namespace LeadLifecycle;

/// <summary>The first genuine answer: an outbound contact by a human. The earliest counts, whenever it is told.</summary>
public static class FirstContact
{
    /// <summary>The first human contact since qualification (since acceptance where that came first or alone); null for none.</summary>
    public static DateTimeOffset? In(Cycle cycle, FactSet facts)
    {
        var (qualified, accepted) = (cycle[Stage.MarketingQualified]?.At, cycle[Stage.SalesAccepted]?.At);
        var since = qualified < accepted ? qualified : accepted ?? qualified;
        if (since is null) return null;
        foreach (var kept in facts.Standing)
        {
            if (kept.Event is LeadContacted { IsHuman: true } contact && contact.OccurredAt >= since) return contact.OccurredAt;
        }

        return null;
    }
}
