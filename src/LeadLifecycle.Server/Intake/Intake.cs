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
    private readonly IntakeMetrics _metrics;
    private Task _running = Task.CompletedTask;

    public Intake(
        LeadStreams streams, LeadAppends appends, AgreementsInForce agreements, TimeProvider clock, IEnumerable<ICommitParticipant> participants, IOptions<IntakeOptions> options, IntakeMetrics metrics, ILogger<Intake> logger)
    {
        ICommitParticipant[] rooms = [.. participants];
        _lanes = [.. Enumerable.Range(0, options.Value.Lanes)
            .Select(number => new Lane(number, streams, appends, agreements, clock, rooms, options.Value, metrics, logger))];
        _metrics = metrics;
        metrics.ObserveQueue(() => _lanes.Sum(lane => lane.Queued));
    }

    /// <exception cref="IntakeOverloadedException">Too much waits already; nothing was taken.</exception>
    /// <exception cref="OutcomeUnknownException">The commit may or may not have happened; submitting again is safe.</exception>
    public async Task<Outcome> Submit(Submission submission) => (await Submit([submission]))[0];

    /// <summary>Judges each alone, those of one lead in order; outcomes in the order given.</summary>
    /// <inheritdoc cref="Submit(Submission)"/>
    public Task<Outcome[]> Submit(IReadOnlyList<Submission> submissions)
    {
        if (submissions.Count == 0) return Task.FromResult<Outcome[]>([]);
        var answer = new Answer(submissions.Count);
        var byLane = submissions.Select((submission, index) => new Waiting(submission, answer, index)).GroupBy(waiting => LaneOf(waiting.Submission)).ToArray();
        if (byLane.Any(lane => !lane.Key.HasRoomFor(lane.Count()))) throw Overloaded();
        foreach (var lane in byLane) lane.Key.Enqueue([.. lane]);
        return answer.Outcomes;
    }

    /// <summary>Refuses a request before anything of it is read, when no lane would take one of so many submissions now.</summary>
    /// <exception cref="IntakeOverloadedException">Too much waits in every lane.</exception>
    public void RefuseIfFull(int count)
    {
        if (!_lanes.Any(lane => lane.HasRoomFor(count))) throw Overloaded();
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

    private IntakeOverloadedException Overloaded()
    {
        _metrics.Overloaded();
        return new IntakeOverloadedException();
    }

    private Lane LaneOf(Submission submission) => _lanes[(uint)submission.LeadId.GetHashCode() % (uint)_lanes.Length];
}
