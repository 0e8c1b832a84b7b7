namespace LeadLifecycle;

/// <summary>Reads when a clock waited off the pauses and resumptions of its lead.</summary>
internal static class Waits
{
    /// <summary>
    /// A pause counts from when it began, if the clock ran then, until it is resumed, until its own end or until the agreed
    /// longest time for its reason, whichever comes first. Without an actor, or for a reason that was not agreed, it
    /// stops nothing. A pause within another one does not lengthen it, except that the later end counts.
    /// </summary>
    public static IReadOnlyList<Wait> Of(Leg leg, DateTimeOffset start, DateTimeOffset? stop, FactSet facts, SlaPolicy policy)
    {
        var waits = new List<Wait>();
        foreach (var kept in facts.Standing)
        {
            var at = kept.Event.OccurredAt;
            if (at < start || at >= stop) continue;
            if (kept.Event is LeadPaused pause && Concerns(pause.Leg, leg) && EndOf(pause, policy) is { } end && end > at) Begin(waits, new Wait(at, end, pause.Reason));
            else if (kept.Event is LeadResumed resumed && Concerns(resumed.Leg, leg)) End(waits, at);
        }

        return waits;
    }

    private static bool Concerns(string? said, Leg leg) => said is null || said == leg.Name;

    private static DateTimeOffset? EndOf(LeadPaused pause, SlaPolicy policy)
    {
        if (pause is not { Actor: not null, Reason: { } reason } || !policy.Pauses.TryGetValue(reason, out var longest)) return null;
        var bound = pause.OccurredAt + longest;
        return pause.Until < bound ? pause.Until : bound;
    }

    private static void Begin(List<Wait> waits, Wait next)
    {
        if (waits.Count == 0 || waits[^1].To < next.From) waits.Add(next);
        else if (waits[^1].To < next.To) waits[^1] = waits[^1] with { To = next.To };
    }

    private static void End(List<Wait> waits, DateTimeOffset at)
    {
        if (waits.Count == 0 || waits[^1].To <= at) return;
        if (waits[^1].From == at) waits.RemoveAt(waits.Count - 1);
        else waits[^1] = waits[^1] with { To = at };
    }
}
