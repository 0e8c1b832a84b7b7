using System.Diagnostics;
using System.Threading.Channels;
using JasperFx.Events;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Marten;

namespace LeadLifecycle.Server.Intake;

/// <summary>A submission and where its outcome is awaited.</summary>
internal sealed record Waiting(Submission Submission, Answer Answer, int Index);

/// <summary>
/// One of the parallel ways to the database. It takes what waits, up to a bound, into one transaction; while that
/// commits the next group gathers. A lead always comes through the same lane, so its commands never race each other
/// within a node; another node's write shows as a conflict, the lead is forgotten and judged again.
/// </summary>
internal sealed class Lane(
    int number, IDocumentStore store, LeadStreams streams, AgreementsInForce agreements, TimeProvider clock, IReadOnlyList<ICommitParticipant> participants, IntakeOptions options, IntakeMetrics metrics, ILogger logger)
{
    /// <summary>How often a group that lost a race is judged anew before its leads are tried one by one.</summary>
    private const int Attempts = 8;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HeldLeads _held = new(options.HeldLeads);
    private int _queued;

    public int Queued => Volatile.Read(ref _queued);

    /// <summary>Room for this many more; a request larger than the bound is let in when nothing waits.</summary>
    public bool HasRoomFor(int count)
    {
        var queued = Queued;
        return queued == 0 || queued + count <= options.QueueLength;
    }

    public void Enqueue(Waiting waiting)
    {
        Interlocked.Increment(ref _queued);
        if (!_queue.Writer.TryWrite(waiting)) waiting.Answer.Fail(new IntakeOverloadedException());
    }

    /// <summary>No more is taken; what waits is still committed.</summary>
    public void Close() => _queue.Writer.TryComplete();

    /// <summary>Runs until closed and empty.</summary>
    public async Task Run()
    {
        var gathered = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (gathered.Count < options.GroupSize && _queue.Reader.TryRead(out var waiting)) gathered.Add(waiting);
            Interlocked.Add(ref _queued, -gathered.Count);
            foreach (var ofOneWorkspace in gathered.GroupBy(waiting => waiting.Submission.Workspace.Name)) await Process([.. ofOneWorkspace]);
            gathered.Clear();
        }
    }

    private async Task Process(IReadOnlyList<Waiting> waiting)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commit(waiting);
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

    private async Task Commit(IReadOnlyList<Waiting> waiting)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Activities.StartActivity("intake.commit", ActivityKind.Internal, parentContext: default, links: Requests(waiting));
        activity?.SetTag("leads.lane", number).SetTag("leads.group.size", waiting.Count);
        var workspace = waiting[0].Submission.Workspace;
        var unheld = waiting.Select(w => w.Submission.LeadId).Distinct().Where(id => _held.Find(workspace.Name, id) is null).ToArray();
        var ids = waiting.Select(w => w.Submission.EventId).Distinct().ToArray();
        var found = await streams.Find(workspace.Name, ids, unheld, CancellationToken.None);
        var now = clock.GetUtcNow();
        var rules = new Rules(agreements.Of(workspace.Name).At(now));
        var group = new Group(rules, workspace, waiting, id => _held.Find(workspace.Name, id), found, now);
        group.Judge();

        var positions = group.Appended.Count == 0 ? [] : await Append(group);
        var lastPositions = new Dictionary<Guid, long>();
        foreach (var appended in group.Appended) lastPositions[appended.Submission.LeadId] = positions[appended.Submission.EventId];
        foreach (var lead in group.ChangedLeads) _held.Keep(workspace.Name, new HeldLead(lead, lastPositions[lead.Id]));
        foreach (var (waiter, outcome) in group.Settle(Look(positions), Look(lastPositions)))
        {
            metrics.Judged(outcome);
            waiter.Answer.Set(waiter.Index, outcome);
        }

        metrics.Committed(number, waiting.Count, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>A group serves many requests; its trace names each instead of pretending to belong to one.</summary>
    private static IEnumerable<ActivityLink> Requests(IReadOnlyList<Waiting> waiting) =>
        waiting.Select(waiter => waiter.Answer.Request).Where(request => request != default).Distinct().Select(request => new ActivityLink(request));

    private async Task<Dictionary<Guid, long>> Append(Group group)
    {
        await using var session = store.LightweightSession(group.Workspace.Name);
        var actions = new List<StreamAction>();
        // Sorted, so that two nodes with the same leads take their row locks in the same order.
        foreach (var stream in group.Appended.GroupBy(appended => appended.Submission.LeadId).OrderBy(stream => stream.Key))
        {
            var events = stream.Select(appended => (object)Wrap(session, appended)).ToArray();
            actions.Add(session.Events.Append(stream.Key, stream.Last().Version, events));
        }

        foreach (var participant in participants) participant.Enlist(session, group.Appended);
        await Save(session);
        foreach (var participant in participants) participant.Committed(group.Appended);
        return actions.SelectMany(action => action.Events).ToDictionary(e => e.Id, e => e.Sequence);
    }

    private static IEvent Wrap(IDocumentSession session, Appended appended)
    {
        var e = session.Events.BuildEvent(appended.Event);
        e.Id = appended.Submission.EventId;
        e.CorrelationId = appended.Submission.CorrelationId;
        e.CausationId = appended.Submission.CausationId;
        e.SetHeader("hash", appended.Submission.Hash);
        return e;
    }

    private static Func<Guid, long?> Look(Dictionary<Guid, long> positions) => id => positions.TryGetValue(id, out var position) ? position : null;

    private static async Task Save(IDocumentSession session)
    {
        try
        {
            await session.SaveChangesAsync();
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
        foreach (var waiter in waiting) waiter.Answer.Set(waiter.Index, Outcome.Refused(waiter.Submission, null, code, detail));
    }
}
