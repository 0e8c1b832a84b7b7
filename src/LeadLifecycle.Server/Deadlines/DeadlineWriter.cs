using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Deadlines;

/// <summary>
/// Writes, in the transaction of a lead's events, when its clocks next have something to say. A deadline found here can
/// be early by the milliseconds recordedAt is not yet known to, never late; whoever wakes for it reads the stream again.
/// </summary>
internal sealed class DeadlineWriter(AgreementsInForce agreements, TimeProvider clock, DeadlineSignal signal) : ICommitParticipant
{
    public void Enlist(Commit commit, IReadOnlyList<Appended> appended)
    {
        var history = agreements.Of(commit.Workspace);
        var now = clock.GetUtcNow();
        List<(Guid LeadId, DateTimeOffset At)> ahead = [];
        List<Guid> none = [];
        foreach (var lead in appended.Where(Matters).GroupBy(a => a.Submission.LeadId).Select(ofLead => ofLead.Last().Lead).Where(HasLiveClocks))
        {
            var alarms = Alarms.Of(lead.Facts, history, now);
            if (alarms.Raise.Count > 0) ahead.Add((lead.Id, now));
            else if (alarms.Next is { } next) ahead.Add((lead.Id, next));
            else none.Add(lead.Id);
        }

        if (ahead.Count > 0)
        {
            signal.Expect(ahead.Min(a => a.At));
            commit.Queue(
                $"""
                insert into {DeadlineTable.Name} as d (workspace, lead_id, next_at, mark) select $1, *, 0 from unnest($2::uuid[], $3::timestamptz[])
                on conflict (workspace, lead_id) do update set next_at = excluded.next_at, mark = d.mark + 1
                """,
                commit.Workspace, ahead.Select(a => a.LeadId).ToArray(), ahead.Select(a => a.At).ToArray());
        }

        if (none.Count > 0)
        {
            commit.Queue(
                $"update {DeadlineTable.Name} set next_at = null, mark = mark + 1 where workspace = $1 and lead_id = any($2)", commit.Workspace, none.ToArray());
        }
    }

    private static bool Matters(Appended appended) => FactSet.DependsOn(appended.Event);

    /// <summary>A lead that was only ever told as history has no clock that raises anything.</summary>
    private static bool HasLiveClocks(Lead lead) => lead.Facts.All.Any(kept => kept.Event is StageFact { Backfill: false } or SlaEvent);
}
