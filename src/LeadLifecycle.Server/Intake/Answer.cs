using System.Diagnostics;

namespace LeadLifecycle.Server.Intake;

/// <summary>The outcomes one request waits for; complete when the last is known, failed as a whole when one is unknown.</summary>
internal sealed class Answer(int count)
{
    private readonly Outcome[] _outcomes = new Outcome[count];
    private readonly TaskCompletionSource<Outcome[]> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = count;

    /// <summary>The trace of the request that waits; default when nobody traces it.</summary>
    public ActivityContext Request { get; } = Activity.Current?.Context ?? default;

    public Task<Outcome[]> Outcomes => _all.Task;

    public void Set(int index, Outcome outcome)
    {
        _outcomes[index] = outcome;
        if (Interlocked.Decrement(ref _missing) == 0) _all.TrySetResult(_outcomes);
    }

    public void Fail(Exception failure) => _all.TrySetException(failure);
}
