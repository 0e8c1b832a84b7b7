namespace LeadLifecycle;

/// <summary>The way into the rules: a command is judged strictly, a reported fact is believed about order.</summary>
/// <param name="agreed">What the teams have agreed on at the time of judging.</param>
public sealed class Rules(Agreed agreed)
{
    /// <summary>
    /// A person or a rule asks for a step. Deciding the same command twice records nothing.
    /// </summary>
    /// <param name="lead">The lead as it is; null when there is none, which only a capture may change.</param>
    /// <param name="leadId">The stream's id.</param>
    /// <param name="eventId">The id the event would be stored by.</param>
    /// <param name="asked">The event the command asks for.</param>
    public Decision Command(Lead? lead, Guid leadId, Guid eventId, LeadEvent asked)
    {
        if (lead?.Knows(eventId) == true) return Decision.Nothing;
        var decision = UnknownCode(asked) ?? Step(lead, asked);
        if (decision is Decision.Recording recording) decision = Effective(lead, leadId, eventId, recording.Event);
        return decision is Decision.Refusal refusal ? refusal with { Allowed = Steps.AllowedFrom(lead?.Stage) } : decision;
    }

    /// <summary>A system reports what happened elsewhere: recorded in whatever order it comes, unless a code is unknown.</summary>
    public Decision Report(Lead? lead, Guid leadId, Guid eventId, LeadEvent fact)
    {
        if (lead?.Knows(eventId) == true) return Decision.Nothing;
        var decision = UnknownCode(fact) ?? (fact is LeadFactVoided voided ? VoidFact.Report(lead, voided) : Decision.Record(fact));
        return decision is Decision.Recording recording ? Decision.Record(Arrival.Of(lead, leadId, eventId, recording.Event)) : decision;
    }

    private static Decision Step(Lead? lead, LeadEvent asked) => (lead, asked) switch
    {
        (_, LeadCaptured capture) => Capture.Decide(lead, capture),
        (null, _) => Refusal.NotAllowed(lead, Steps.Of(asked)),
        (_, LeadEngaged engage) => Engage.Decide(lead, engage),
        (_, LeadMarketingQualified qualify) => Qualify.Decide(lead, qualify),
        (_, LeadSalesAccepted accept) => Accept.Decide(lead, accept),
        (_, LeadSalesQualified salesQualify) => SalesQualify.Decide(lead, salesQualify),
        (_, LeadWon win) => Win.Decide(lead, win),
        (_, LeadLost lose) => Lose.Decide(lead, lose),
        (_, LeadRecycled recycle) => Recycle.Decide(lead, recycle),
        (_, LeadOwnerAssigned assign) => Assign.Decide(lead, assign),
        (_, LeadPaused pause) => Pause.Decide(lead, pause),
        (_, LeadResumed resume) => Pause.Decide(lead, resume),
        (_, LeadFactVoided voided) => VoidFact.Decide(lead, voided),
        (_, LeadTouched or LeadContacted or LeadFeedback or SlaEvent) => Decision.Record(asked),
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.GetType().Name, "No step asks for this event."),
    };

    /// <summary>
    /// A command dated so early that facts after it leave the lead where it is would be recorded again and again
    /// without doing what was asked; it is refused instead.
    /// </summary>
    private static Decision Effective(Lead? lead, Guid leadId, Guid eventId, LeadEvent e)
    {
        var recorded = Arrival.Of(lead, leadId, eventId, e);
        var after = Lead.Evolve(lead, leadId, eventId, recorded);
        var effective = recorded switch
        {
            StageFact fact => TookPlace(lead, after, eventId, fact),
            LeadOwnerAssigned assigned => (after.Owner, after.Team) == (assigned.Owner, assigned.Team),
            _ => true,
        };
        return effective ? Decision.Record(recorded) : Decision.Refuse(
            RefusalCodes.OccurredTooEarly, "At that time it would not move the lead: facts already recorded stand after it.", "/occurredAt");
    }

    /// <summary>The step was taken in the cycle it was meant for, and everything that cycle had reached still stands.</summary>
    private static bool TookPlace(Lead? before, Lead after, Guid eventId, StageFact fact)
    {
        var open = before?.Course.Current is { End: null } current ? current : null;
        return after.Course.Current is { } cycle
            && cycle.Number == (open?.Number ?? (before?.Cycle ?? 0) + 1)
            && cycle[fact.Stage]?.Id == eventId
            && cycle.Path.SequenceEqual((open?.Path ?? []).Append(fact.Stage).Order());
    }

    private Decision? UnknownCode(LeadEvent e) => e switch
    {
        LeadLost { Reason: { } reason } when !agreed.Reasons.Contains(reason) => Unknown(reason, agreed.Reasons.Codes),
        LeadRecycled { Reason: { } reason } when !agreed.Reasons.Contains(reason) => Unknown(reason, agreed.Reasons.Codes),
        LeadPaused { Reason: { } reason } when !agreed.Sla.Pauses.ContainsKey(reason) => Unknown(reason, agreed.Sla.Pauses.Keys),
        LeadPaused { Leg: { } leg } when Leg.Named(leg) is null => UnknownLeg(leg),
        LeadResumed { Leg: { } leg } when Leg.Named(leg) is null => UnknownLeg(leg),
        LeadSalesQualified { Currency: { } currency } when !Currencies.Contains(currency) => UnknownCurrency(currency),
        LeadWon { Currency: { } currency } when !Currencies.Contains(currency) => UnknownCurrency(currency),
        _ => null,
    };

    private static Decision Unknown(string reason, IEnumerable<string> known) => Decision.Refuse(
        RefusalCodes.ReasonUnknown, $"'{reason}' is no reason code; known are {string.Join(", ", known)}.", "/reason");

    private static Decision UnknownLeg(string leg) => Decision.Refuse(
        RefusalCodes.LegUnknown, $"'{leg}' is no leg; there are {string.Join(", ", Leg.All.Select(known => known.Name))}.", "/leg");

    private static Decision UnknownCurrency(string currency) =>
        Decision.Refuse(RefusalCodes.CurrencyUnknown, $"'{currency}' is no ISO 4217 currency code.", "/currency");
}
