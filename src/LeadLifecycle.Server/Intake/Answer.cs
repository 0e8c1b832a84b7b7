using System.Diagnostics;

namespace LeadLifecycle.Server.Intake;

/// <summary>The outcomes one request waits for; complete when the last is known, failed as a whole when one is unknown.</summary>
internal sealed class Answer(int count)
{
    private readonly Outcome[] _outcomes = new Outcome[count];
    private readonly TaskCompletionSource<Outcome[]> _all = new();
    private int _missing = count;

    /// <summary>The trace of the request that waits; default when nobody traces it.</summary>
    public ActivityContext Request { get; } = Activity.Current?.Context ?? default;

    public Task<Outcome[]> Outcomes => _all.Task;

    /// <param name="alone">Nobody else waits for the lane, so the request may go on its thread.</param>
    public void Set(int index, Outcome outcome, bool alone)
    {
        _outcomes[index] = outcome;
        if (Interlocked.Decrement(ref _missing) > 0) return;
        if (alone) _all.TrySetResult(_outcomes);
        else ThreadPool.UnsafeQueueUserWorkItem(static answer => answer._all.TrySetResult(answer._outcomes), this, preferLocal: false);
    }

    public void Fail(Exception failure) => ThreadPool.UnsafeQueueUserWorkItem(static told => told.Answer._all.TrySetException(told.Failure), (Answer: this, Failure: failure), preferLocal: false);
}
