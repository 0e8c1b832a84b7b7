namespace LeadLifecycle.Server.Views.Clocks;

/// <summary>One leg of one cycle as a flat row. Where its clock stands is asked for an instant; nothing here depends on one.</summary>
/// <param name="Leg">The leg's name.</param>
internal sealed record ClockRow(Guid LeadId, int Cycle, string Leg)
{
    public DateTimeOffset StartAt { get; init; }

    /// <summary>Null for a leg that is still open.</summary>
    public DateTimeOffset? StopAt { get; init; }

    /// <summary>These three are null for a leg without a target.</summary>
    public DateTimeOffset? AtRiskAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? PersonDueAt { get; init; }

    /// <summary>The last wait; null when there was none.</summary>
    public DateTimeOffset? PausedFrom { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Business time from start to stop without the waits; null while it is open.</summary>
    public double? BusinessSeconds { get; init; }

    /// <summary>Who has, or at the stop had, the lead.</summary>
    public string? Owner { get; init; }

    public string? Team { get; init; }

    /// <summary>Who had it when it was due; null when it was done in time or has no target.</summary>
    public string? MissedOwner { get; init; }

    public string? MissedTeam { get; init; }

    /// <summary>The lead source of its cycle.</summary>
    public string? Source { get; init; }

    public string? Segment { get; init; }

    public int PolicyVersion { get; init; }

    public static IEnumerable<ClockRow> Of(Guid leadId, FactSet facts, AgreementHistory agreements) =>
        LeadLifecycle.Clocks.Of(facts, agreements).Select(clock => Of(leadId, clock, facts.Course.Cycles[clock.Cycle - 1]));

    private static ClockRow Of(Guid leadId, Clock clock, Cycle cycle)
    {
        var holder = clock.Holder;
        Wait? wait = clock.Waits.Count > 0 ? clock.Waits[^1] : null;
        Steward? misser = clock.Due is { } due && !(clock.Stop <= due) ? clock.HolderAt(due) : null;
        return new ClockRow(leadId, clock.Cycle, clock.Leg.Name)
        {
            StartAt = clock.Start,
            StopAt = clock.Stop,
            AtRiskAt = clock.AtRisk,
            DueAt = clock.Due,
            PersonDueAt = clock.PersonDue,
            PausedFrom = wait?.From,
            PausedUntil = wait?.To,
            BusinessSeconds = clock.Stop is { } stop ? clock.Elapsed(stop).TotalSeconds : null,
            Owner = holder.Owner,
            Team = holder.Team,
            MissedOwner = misser?.Owner,
            MissedTeam = misser?.Team,
            Source = cycle.Origin?.Source,
            Segment = clock.Segment,
            PolicyVersion = clock.PolicyVersion,
        };
    }
}
