using System.Collections.Concurrent;

namespace LeadLifecycle.Server.Views.Rebuild;

/// <summary>Lets the request that asked for a rebuild wait until the old rows are gone, when this node does it.</summary>
public sealed class BegunRebuilds
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>To be asked for before the message is sent.</summary>
    public Task Of(Guid id) => _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Tell(Guid id)
    {
        if (_waiting.TryRemove(id, out var waiting)) waiting.TrySetResult();
    }

    /// <summary>Nobody waits any longer.</summary>
    public void Forget(Guid id) => _waiting.TryRemove(id, out _);
}
