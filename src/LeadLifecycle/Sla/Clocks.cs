namespace LeadLifecycle;

/// <summary>Reads a lead's clocks off its facts: one per cycle and leg that started.</summary>
public static class Clocks
{
    /// <param name="agreements">The one in force when a clock's starting fact was recorded is the clock's, for good.</param>
    public static IEnumerable<Clock> Of(FactSet facts, AgreementHistory agreements) =>
        from cycle in facts.Course.Cycles
        from leg in Leg.All
        let started = leg.StartOf(cycle)
        where started is not null
        select Of(leg, cycle, started.Value, facts, agreements);

    private static Clock Of(Leg leg, Cycle cycle, Stamp started, FactSet facts, AgreementHistory agreements)
    {
        var recordedAt = facts.RecordedAt(started.Id) ?? started.At;
        var start = StartOf(leg, started, recordedAt);
        var stop = leg.StopOf(cycle, facts);
        var agreed = agreements.At(recordedAt);
        var segment = agreed.Sla.SegmentOf(leg, cycle);
        var stewards = facts.Course.Stewards.Where(steward => steward.Cycle == cycle.Number).ToArray();
        var clock = new Clock(leg, cycle.Number, started.Id, start)
        {
            Stop = stop,
            Calendar = agreed.Calendars.Of(segment?.Calendar ?? agreed.Sla.Calendar),
            PolicyVersion = agreed.Sla.Version,
            Segment = segment?.Name,
            Waits = Waits.Of(leg, start, stop, facts, agreed.Sla),
            Stewards = stewards,
            OfferedTo = cycle.Fact<LeadMarketingQualified>(Stage.MarketingQualified)?.Team,
            Quiet = started.Fact.Backfill,
        };
        return agreed.Sla.TargetOf(leg, segment) is { } target ? WithTarget(clock, target, agreed.Sla.AtRiskShare) : clock;
    }

    /// <summary>Sales cannot answer what it was not told: a live offer runs from when it was recorded, if that was later.</summary>
    private static DateTimeOffset StartOf(Leg leg, Stamp started, DateTimeOffset recordedAt) =>
        leg == Leg.Acceptance && !started.Fact.Backfill && recordedAt > started.At ? recordedAt : started.At;

    private static Clock WithTarget(Clock clock, TimeSpan target, decimal atRiskShare)
    {
        DateTimeOffset After(DateTimeOffset from, TimeSpan time) => BusinessTime.Add(clock.Calendar, clock.Waits, from, time);
        return clock with
        {
            Target = target,
            AtRisk = After(clock.Start, TimeSpan.FromMicroseconds((long)(target.Ticks * atRiskShare) / TimeSpan.TicksPerMicrosecond)),
            Due = After(clock.Start, target),
            PersonDue = After(clock.PersonSince(), target),
        };
    }
}
