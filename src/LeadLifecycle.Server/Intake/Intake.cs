using LeadLifecycle.Server.Store;
using Microsoft.Extensions.Options;

namespace LeadLifecycle.Server.Intake;

/// <summary>
/// The one write path. Everything that can change a lead comes through here; nothing else appends. An outcome is
/// returned only after COMMIT.
/// </summary>
public sealed class Intake : IHostedService
{
    private readonly Lane[] _lanes;
    private Task _running = Task.CompletedTask;

    public Intake(
        LeadStreams streams, LeadAppends appends, AgreementsInForce agreements, TimeProvider clock, IEnumerable<ICommitParticipant> participants, IOptions<IntakeOptions> options, IntakeMetrics metrics, ILogger<Intake> logger)
    {
        ICommitParticipant[] rooms = [.. participants];
        _lanes = [.. Enumerable.Range(0, options.Value.Lanes)
            .Select(number => new Lane(number, streams, appends, agreements, clock, rooms, options.Value, metrics, logger))];
        metrics.ObserveQueue(() => _lanes.Sum(lane => lane.Queued));
    }

    /// <exception cref="IntakeOverloadedException">The queue is full; nothing was taken.</exception>
    /// <exception cref="OutcomeUnknownException">The commit may or may not have happened; submitting again is safe.</exception>
    public async Task<Outcome> Submit(Submission submission) => (await Submit([submission]))[0];

    /// <summary>Judges each alone, those of one lead in order; outcomes in the order given.</summary>
    /// <inheritdoc cref="Submit(Submission)"/>
    public Task<Outcome[]> Submit(IReadOnlyList<Submission> submissions)
    {
        if (submissions.Count == 0) return Task.FromResult<Outcome[]>([]);
        var byLane = submissions.GroupBy(LaneOf).Select(lane => (Lane: lane.Key, Count: lane.Count()));
        if (byLane.Any(lane => !lane.Lane.HasRoomFor(lane.Count))) throw new IntakeOverloadedException();
        var answer = new Answer(submissions.Count);
        for (var i = 0; i < submissions.Count; i++) LaneOf(submissions[i]).Enqueue(new Waiting(submissions[i], answer, i));
        return answer.Outcomes;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_lanes.Select(lane => Task.Run(lane.Run, CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>What was taken is committed and answered before the host goes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes) lane.Close();
        await _running.WaitAsync(cancellationToken);
    }

    private Lane LaneOf(Submission submission) => _lanes[(uint)submission.LeadId.GetHashCode() % (uint)_lanes.Length];
}
