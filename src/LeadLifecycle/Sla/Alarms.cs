namespace LeadLifecycle;

/// <summary>What a lead's clocks have to say: events that are due now, and when to look again.</summary>
/// <param name="Raise">In the order they are to be recorded; each is raised once per clock, however often this is asked.</param>
/// <param name="Next">The next instant at which a clock will have something to say if nothing changes; null for never.</param>
public sealed record Alarms(IReadOnlyList<Alarm> Raise, DateTimeOffset? Next)
{
    /// <summary>Reads the lead as it is.</summary>
    /// <param name="now">The database's clock.</param>
    public static Alarms Of(FactSet facts, AgreementHistory agreements, DateTimeOffset now)
    {
        var clocks = Clocks.Of(facts, agreements).Where(clock => clock is { Quiet: false, Due: not null }).ToArray();
        var raised = facts.All.Where(kept => kept.Event is SlaEvent).ToLookup(kept => NameOf((SlaEvent)kept.Event));
        var raise = new List<Alarm>();
        DateTimeOffset? next = null;
        foreach (var clock in clocks)
        {
            var past = Past.Of(raised[(clock.StartedBy, clock.Leg.Name)]);
            raise.AddRange(Due(clock, past, now));
            if (NextOf(clock, past, now) is { } ahead && !(next <= ahead)) next = ahead;
        }

        var known = clocks.Select(clock => (clock.StartedBy, clock.Leg.Name)).ToHashSet();
        foreach (var gone in raised.Where(ofClock => !known.Contains(ofClock.Key)))
        {
            if (Past.Of(gone) is { Standing: { } breach } past) raise.Add(Retract((SlaBreached)breach.Event, breach.Id, past, RetractionReasons.ClockCancelled, now));
        }

        return new Alarms([.. raise.OrderBy(alarm => alarm.Event.OccurredAt)], next);
    }

    private static IEnumerable<Alarm> Due(Clock clock, Past past, DateTimeOffset now)
    {
        if (past.Standing is { } breach)
        {
            if (!clock.Missed(now)) yield return Retract((SlaBreached)breach.Event, breach.Id, past, WhyNot(clock, breach), now);
            yield break;
        }

        if (!past.AtRisk && clock.AtRisk <= now && !(clock.Stop <= clock.AtRisk)) yield return New(clock, new SlaAtRisk { OccurredAt = clock.AtRisk.Value }, past.Round);
        if (clock.Missed(now) && clock.Due <= now) yield return New(clock, new SlaBreached { OccurredAt = clock.Due.Value }, past.Round);
    }

    /// <summary>Done before the deadline that was missed, it was proven late; else the deadline itself has moved.</summary>
    private static string WhyNot(Clock clock, Kept breach) =>
        clock.Stop <= ((SlaBreached)breach.Event).Due ? RetractionReasons.LateProof : RetractionReasons.DueLater;

    /// <summary>With what is raised now recorded. A stop may be known and yet lie ahead: sender's clocks may be minutes fast.</summary>
    private static DateTimeOffset? NextOf(Clock clock, Past past, DateTimeOffset now)
    {
        if (past.Standing is not null && clock.Missed(now)) return null;
        if (!past.AtRisk && clock.AtRisk > now && !(clock.Stop <= clock.AtRisk)) return clock.AtRisk;
        return clock.Due > now && !(clock.Stop <= clock.Due) ? clock.Due : null;
    }

    private static Alarm New(Clock clock, SlaEvent e, int round)
    {
        var holder = clock.HolderAt(e.OccurredAt);
        return new Alarm(round, e with
        {
            Leg = clock.Leg.Name,
            Cycle = clock.Cycle,
            StartedBy = clock.StartedBy,
            Start = clock.Start,
            Due = clock.Due!.Value,
            PolicyVersion = clock.PolicyVersion,
            Segment = clock.Segment,
            Owner = holder.Owner,
            Team = holder.Team,
        });
    }

    private static Alarm Retract(SlaBreached breach, Guid id, Past past, string reason, DateTimeOffset now) => new(past.Round, new SlaBreachRetracted
    {
        OccurredAt = now,
        Leg = breach.Leg,
        Cycle = breach.Cycle,
        StartedBy = breach.StartedBy,
        Start = breach.Start,
        Due = breach.Due,
        PolicyVersion = breach.PolicyVersion,
        Segment = breach.Segment,
        Owner = breach.Owner,
        Team = breach.Team,
        Breach = id,
        Reason = reason,
    });

    private static (Guid StartedBy, string Leg) NameOf(SlaEvent e) => (e.StartedBy, e.Leg);

    /// <summary>What a clock has raised so far.</summary>
    /// <param name="Round">How many of its breaches were retracted; after each it may raise anew.</param>
    /// <param name="Standing">The breach that was not retracted.</param>
    private sealed record Past(bool AtRisk, int Round, Kept? Standing)
    {
        public static Past Of(IEnumerable<Kept> ofClock)
        {
            Kept[] all = [.. ofClock];
            var retracted = all.Select(kept => (kept.Event as SlaBreachRetracted)?.Breach).ToHashSet();
            var standing = Array.FindIndex(all, kept => kept.Event is SlaBreached && !retracted.Contains(kept.Id));
            return new Past(
                Array.Exists(all, kept => kept.Event is SlaAtRisk),
                all.Count(kept => kept.Event is SlaBreachRetracted),
                standing < 0 ? null : all[standing]);
        }
    }
}

/// <summary>An event a clock raises.</summary>
/// <param name="Round">With the clock and the kind it names the event, so that two nodes raise it under one id.</param>
public sealed record Alarm(int Round, SlaEvent Event)
{
    /// <summary>The same alarm has the same name, whoever raises it and whenever.</summary>
    public string Name => $"{Event.StartedBy:D}/{Event.Leg}/{Event.GetType().Name}/{Round}";
}
