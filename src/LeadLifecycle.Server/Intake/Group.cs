using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Intake;

/// <summary>
/// Submissions that share a transaction, judged in their order of arrival. It holds what each will be told, and is
/// thrown away whole when the commit fails: nothing it decided has happened until then.
/// </summary>
/// <param name="now">
/// Stands for recordedAt until the database has set it, milliseconds from now; who must know the instant exactly reads the stream.
/// </param>
internal sealed class Group(Rules rules, IReadOnlyList<Waiting> waiting, Func<Guid, HeldLead?> held, Func<Guid, FirstRecord?> recent, Found found, DateTimeOffset now)
{
    private readonly Dictionary<Guid, HeldLead> _leads = [];
    private readonly Dictionary<Guid, (Waiting Waiting, Outcome Outcome)> _firstOf = [];
    private readonly Outcome?[] _outcomes = new Outcome?[waiting.Count];

    /// <summary>Events to append, in order of arrival.</summary>
    public List<Appended> Appended { get; } = [];

    /// <summary>
    /// Every submission becomes an event or repeats one that is known. Else an id may have been recorded long ago, and the answer
    /// be another: only the commit of an event finds its id by itself.
    /// </summary>
    public bool IsCertain => _outcomes.All(outcome => outcome!.Kind is OutcomeKind.Recorded or OutcomeKind.Duplicate);

    /// <summary>The leads as they will be once committed, without positions.</summary>
    public IEnumerable<Lead> ChangedLeads => Appended.Select(appended => appended.Submission.LeadId).Distinct().Select(id => _leads[id].Lead);

    /// <exception cref="CorruptStreamException">A stream cannot be folded.</exception>
    public void Judge()
    {
        for (var i = 0; i < waiting.Count; i++) _outcomes[i] = Judge(waiting[i]);
    }

    /// <summary>Outcomes in order, with the positions the database gave.</summary>
    /// <param name="positionOf">The position of an event id of this group; null when it appended none under it.</param>
    /// <param name="lastPositionOf">The last position of a lead this group changed; null when it did not.</param>
    public IEnumerable<(Waiting Waiting, Outcome Outcome)> Settle(Func<Guid, long?> positionOf, Func<Guid, long?> lastPositionOf)
    {
        for (var i = 0; i < waiting.Count; i++)
        {
            var outcome = _outcomes[i]!;
            var position = outcome.Kind is OutcomeKind.Recorded or OutcomeKind.Duplicate ? positionOf(outcome.Id) : lastPositionOf(outcome.LeadId);
            yield return (waiting[i], position is { } known ? outcome with { Position = known } : outcome);
        }
    }

    private Outcome Judge(Waiting next)
    {
        var submission = next.Submission;
        if ((recent(submission.EventId) ?? found.Recorded.GetValueOrDefault(submission.EventId)) is { } first) return AsFirstTime(submission, first);
        if (_firstOf.TryGetValue(submission.EventId, out var twin)) return AsItsTwin(submission, twin);

        var lead = Find(submission.LeadId);
        if (submission is { IsCommand: true, Event: not LeadCaptured } && lead is null)
        {
            return Outcome.Refused(submission, null, Codes.LeadUnknown, $"There is no lead {submission.LeadId}.");
        }

        if (submission.OnlyAtVersion is { } version && version != (lead?.Lead.Version ?? 0)) return Outcome.Of(OutcomeKind.Nothing, submission, lead);

        var decision = submission.IsCommand
            ? rules.Command(lead?.Lead, submission.LeadId, submission.EventId, submission.Event)
            : rules.Report(lead?.Lead, submission.LeadId, submission.EventId, submission.Event);
        return decision switch
        {
            Decision.Recording recording => Record(next, lead, recording.Event),
            Decision.Refusal refusal => Outcome.Refused(submission, lead, refusal.Code, refusal.Detail, submission.IsCommand ? refusal.Pointer : "/data" + refusal.Pointer)
                with
            { Allowed = submission.IsCommand ? refusal.Allowed : null },
            _ => Outcome.Of(OutcomeKind.Nothing, submission, lead),
        };
    }

    private Outcome Record(Waiting next, HeldLead? before, LeadEvent decided)
    {
        var submission = next.Submission;
        var version = (before?.Lead.Version ?? 0) + 1;
        var e = submission.Personal is { } personal ? decided with { Vault = new VaultRef(version, personal.Commitment) } : decided;
        var after = new HeldLead(Lead.Evolve(before?.Lead, submission.LeadId, submission.EventId, e, now), before?.Position ?? 0);
        _leads[submission.LeadId] = after;
        Appended.Add(new Appended(submission, e, version, after.Lead));
        var outcome = Outcome.Of(OutcomeKind.Recorded, submission, after) with { Unmapped = e.Unmapped, MadeTheLead = before is null };
        _firstOf[submission.EventId] = (next, outcome);
        return outcome;
    }

    private static Outcome AsFirstTime(Submission again, FirstRecord first) => first.Hash == again.Hash && first.LeadId == again.LeadId
        ? new Outcome(OutcomeKind.Duplicate, again.EventId, first.LeadId, first.Stage, first.Cycle, first.Version, first.Position)
        : Reused(again);

    private static Outcome AsItsTwin(Submission again, (Waiting Waiting, Outcome Outcome) first) =>
        first.Waiting.Submission.Hash == again.Hash && first.Waiting.Submission.LeadId == again.LeadId
            ? first.Outcome with { Kind = OutcomeKind.Duplicate, Unmapped = null, MadeTheLead = false }
            : Reused(again);

    private static Outcome Reused(Submission again) =>
        Outcome.Refused(again, null, Codes.IdReused, "This id was recorded with other content; a new fact needs a new id.", "/id");

    private HeldLead? Find(Guid leadId)
    {
        if (_leads.TryGetValue(leadId, out var changed)) return changed;
        if (held(leadId) is { } cached) return cached;
        Lead? lead = null;
        long position = 0;
        foreach (var stored in found.Streams[leadId])
        {
            lead = Lead.Evolve(lead, leadId, stored.Id, stored.Event, stored.RecordedAt);
            position = stored.Position;
        }

        if (lead is null) return null;
        return _leads[leadId] = new HeldLead(lead, position);
    }
}
