using System.Diagnostics;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Intake;

/// <summary>A submission and where its outcome is awaited.</summary>
internal sealed record Waiting(Submission Submission, Answer Answer, int Index);

/// <summary>
/// One of the parallel ways to the database. It takes what waits, up to a bound, into one transaction; while that
/// commits the next group gathers. A lead always comes through the same lane, so its commands never race each other
/// within a node; another node's write shows as a conflict, the lead is forgotten and judged again.
/// </summary>
internal sealed class Lane(
    int number, LeadStreams streams, LeadAppends appends, AgreementsInForce agreements, TimeProvider clock, IReadOnlyList<ICommitParticipant> participants, IntakeOptions options, IntakeMetrics metrics, ILogger logger)
{
    /// <summary>How often a group that lost a race is judged anew before its leads are tried one by one.</summary>
    private const int Attempts = 8;
    private readonly LaneQueue _queue = new(options);
    private readonly HeldLeads _held = new(options.HeldLeads);
    private readonly RecentRecords _recent = new(options.HeldLeads);

    public int Queued => _queue.Count;

    /// <inheritdoc cref="LaneQueue.HasRoomFor"/>
    public bool HasRoomFor(int count) => _queue.HasRoomFor(count);

    /// <summary>What one request has for this lane; it stays together.</summary>
    public void Enqueue(IReadOnlyList<Waiting> request)
    {
        if (!_queue.Add(request)) request[0].Answer.Fail(new IntakeOverloadedException());
    }

    /// <summary>No more is taken; what waits is still committed.</summary>
    public void Close() => _queue.Close();

    /// <summary>Runs until closed and empty.</summary>
    public async Task Run()
    {
        do
        {
            while (_queue.NextGroup() is { Count: > 0 } group)
            {
                var started = Stopwatch.GetTimestamp();
                foreach (var ofOneWorkspace in group.GroupBy(waiting => waiting.Submission.Workspace.Name)) await Process([.. ofOneWorkspace]);
                _queue.Done(group.Count, Stopwatch.GetElapsedTime(started));
            }
        }
        while (await _queue.WaitForMore());
    }

    private async Task Process(IReadOnlyList<Waiting> waiting)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commit(waiting, asksFirst: attempt > 1);
                return;
            }
            catch (Exception failure)
            {
                foreach (var waiter in waiting) _held.Drop(waiter.Submission.Workspace.Name, waiter.Submission.LeadId);
                if (CommitFailure.IsConflict(failure) && attempt < Attempts)
                {
                    metrics.Conflict();
                    continue;
                }

                await Settle(waiting, failure);
                return;
            }
        }
    }

    private async Task Commit(IReadOnlyList<Waiting> waiting, bool asksFirst)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Activities.StartActivity("intake.commit", ActivityKind.Internal, parentContext: default, links: Requests(waiting));
        activity?.SetTag("leads.lane", number).SetTag("leads.group.size", waiting.Count);
        var workspace = waiting[0].Submission.Workspace;
        var group = await Judge(workspace, waiting, asksFirst);
        var positions = group.Appended.Count == 0 ? [] : await Append(workspace, group.Appended);
        var lastPositions = new Dictionary<Guid, long>();
        foreach (var appended in group.Appended)
        {
            var position = positions[appended.Submission.EventId];
            lastPositions[appended.Submission.LeadId] = position;
            _recent.Keep(appended, position);
        }

        foreach (var lead in group.ChangedLeads) _held.Keep(workspace.Name, new HeldLead(lead, lastPositions[lead.Id]));
        foreach (var (waiter, outcome) in group.Settle(Look(positions), Look(lastPositions)))
        {
            metrics.Judged(outcome);
            waiter.Answer.Set(waiter.Index, outcome, alone: waiting.Count == 1);
        }

        metrics.Committed(number, waiting.Count, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>
    /// Where every lead is held and every submission becomes an event or repeats a recent one, nothing need be read: the commit itself
    /// finds an id that is stored already, or a lead that another node has written, and then the database is asked before anything is judged.
    /// </summary>
    private async Task<Group> Judge(Workspace workspace, IReadOnlyList<Waiting> waiting, bool asksFirst)
    {
        if (!asksFirst && waiting.All(NeedsNoReading))
        {
            var group = JudgeBy(Found.Nothing, workspace, waiting);
            if (group.IsCertain) return group;
        }

        var unheld = waiting.Select(w => w.Submission.LeadId).Distinct().Where(id => _held.Find(workspace.Name, id) is null).ToArray();
        var ids = waiting.Select(w => w.Submission.EventId).Distinct().ToArray();
        return JudgeBy(await streams.Find(workspace.Name, ids, unheld, CancellationToken.None), workspace, waiting);
    }

    private bool NeedsNoReading(Waiting waiting) =>
        _held.Find(waiting.Submission.Workspace.Name, waiting.Submission.LeadId) is { } held
        && (!held.Lead.Knows(waiting.Submission.EventId) || _recent.Find(waiting.Submission.EventId) is not null);

    private Group JudgeBy(Found found, Workspace workspace, IReadOnlyList<Waiting> waiting)
    {
        var now = clock.GetUtcNow();
        var group = new Group(new Rules(agreements.Of(workspace.Name).At(now)), waiting, id => _held.Find(workspace.Name, id), _recent.Find, found, now);
        group.Judge();
        return group;
    }

    /// <summary>A group serves many requests; its trace names each instead of pretending to belong to one.</summary>
    private static IEnumerable<ActivityLink> Requests(IReadOnlyList<Waiting> waiting) =>
        waiting.Select(waiter => waiter.Answer.Request).Where(request => request != default).Distinct().Select(request => new ActivityLink(request));

    /// <returns>The position of each event id.</returns>
    private async Task<Dictionary<Guid, long>> Append(Workspace workspace, IReadOnlyList<Appended> appended)
    {
        var commit = new Commit(workspace.Name);
        foreach (var participant in participants) participant.Enlist(commit, appended);
        var positions = await Save(commit, [.. appended.Select(NewEvent)]);
        foreach (var participant in participants) participant.Committed(appended);
        return positions;
    }

    private static NewEvent NewEvent(Appended appended) => new(
        appended.Submission.LeadId, appended.Submission.EventId, appended.Version, appended.Event, appended.Submission.Hash, appended.Submission.CorrelationId, appended.Submission.CausationId);

    private static Func<Guid, long?> Look(Dictionary<Guid, long> positions) => id => positions.TryGetValue(id, out var position) ? position : null;

    private async Task<Dictionary<Guid, long>> Save(Commit commit, IReadOnlyList<NewEvent> events)
    {
        try
        {
            var positions = await appends.Append(commit, events, CancellationToken.None);
            return events.Zip(positions).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        }
        catch (Exception failure) when (CommitFailure.IsUnknown(failure))
        {
            throw new OutcomeUnknownException(failure);
        }
    }

    /// <summary>One lead's failure never fails its neighbours: every lead of a failed group gets a transaction of its own.</summary>
    private async Task Settle(IReadOnlyList<Waiting> waiting, Exception failure)
    {
        if (failure is OutcomeUnknownException || CommitFailure.IsOutage(failure))
        {
            Log.GroupFailed(logger, waiting.Count, failure);
            foreach (var waiter in waiting) waiter.Answer.Fail(failure);
            return;
        }

        var byLead = waiting.GroupBy(waiter => waiter.Submission.LeadId).Select(lead => lead.ToArray()).ToArray();
        if (byLead.Length > 1)
        {
            foreach (var lead in byLead) await Process(lead);
            return;
        }

        Log.LeadFailed(logger, waiting[0].Submission.LeadId, failure);
        var (code, detail) = failure is CorruptStreamException
            ? (Codes.LeadCorrupt, "The lead's stream cannot be read; nothing is decided on it until it has been looked at.")
            : (Codes.Internal, "The lead could not be written; nothing was recorded.");
        foreach (var waiter in waiting) waiter.Answer.Set(waiter.Index, Outcome.Refused(waiter.Submission, null, code, detail), alone: false);
    }
}
