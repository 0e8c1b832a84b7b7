namespace LeadLifecycle.Server.Deadlines;

/// <summary>Wakes this node's watch early when a commit brings a deadline nearer than the one it sleeps for, and only then.</summary>
internal sealed class DeadlineSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _nearer = new(0, 1);
    private readonly Lock _lock = new();
    private DateTimeOffset _wakes = DateTimeOffset.MaxValue;

    /// <summary>A deadline is about to be committed; the watch may look in vain if it is there first, and looks again within its longest sleep.</summary>
    public void Expect(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (at >= _wakes) return;
            _wakes = at;
            if (_nearer.CurrentCount == 0) _nearer.Release();
        }
    }

    /// <summary>Returns when the time is over or a nearer deadline has come in.</summary>
    public async Task Sleep(TimeSpan time, CancellationToken ct)
    {
        lock (_lock) _wakes = clock.GetUtcNow() + time;
        await _nearer.WaitAsync(time, ct);
    }

    public void Dispose() => _nearer.Dispose();
}
