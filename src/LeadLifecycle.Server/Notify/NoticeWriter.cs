using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Notify;

/// <summary>Writes one row per notifiable event in the transaction of the events, and wakes the fan-out when they are committed.</summary>
internal sealed class NoticeWriter(FanOutBell bell, AgreementsInForce agreements, TimeProvider clock) : ICommitParticipant
{
    public void Enlist(Commit commit, IReadOnlyList<Appended> appended)
    {
        var agreed = agreements.Of(commit.Workspace).At(clock.GetUtcNow());
        var told = appended.Select(a => (Appended: a, Notice: Notice.Of(a.Event, a.Lead, agreed))).Where(told => told.Notice is not null).ToArray();
        if (told.Length == 0) return;
        commit.Queue(
            $"""
             insert into {NotifyTables.Notification} (workspace, event_id, type, lead_id, version, cycle, occurred_at, facts)
             select $1, n.event_id, n.type, n.lead_id, n.version, n.cycle, n.occurred_at, n.facts::jsonb
             from unnest($2::uuid[], $3::text[], $4::uuid[], $5::bigint[], $6::integer[], $7::timestamptz[], $8::text[]) as n(event_id, type, lead_id, version, cycle, occurred_at, facts)
             """,
            commit.Workspace,
            told.Select(t => t.Appended.Submission.EventId).ToArray(),
            told.Select(t => t.Notice!.Type).ToArray(),
            told.Select(t => t.Appended.Submission.LeadId).ToArray(),
            told.Select(t => t.Appended.Version).ToArray(),
            told.Select(t => t.Notice!.Cycle).ToArray(),
            told.Select(t => t.Notice!.OccurredAt).ToArray(),
            told.Select(t => t.Notice!.Facts.Text).ToArray());
    }

    public void Committed(IReadOnlyList<Appended> appended)
    {
        if (appended.Any(a => Notice.MayTell(a.Event))) bell.Ring();
    }
}

/// <summary>Rung when notification rows were committed on this node.</summary>
internal sealed class FanOutBell
{
    private readonly Wake _wake = new();

    public void Ring() => _wake.Ring();

    public Task Wait(TimeSpan atMost, CancellationToken ct) => _wake.Wait(atMost, ct);
}
