using System.Collections.Concurrent;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>The tails of the workspaces somebody listens to on this node, woken by what this node commits.</summary>
internal sealed class Tails(NotificationLog log, IHostApplicationLifetime lifetime, ILogger<Tail> logger) : ICommitParticipant
{
    private readonly ConcurrentDictionary<string, Lazy<Tail>> _tails = new(StringComparer.Ordinal);

    /// <summary>It follows from the first call on, until the host stops.</summary>
    public Tail Of(string workspace) => _tails.GetOrAdd(workspace, Start).Value;

    /// <summary>Nothing: the rows are the notice writer's.</summary>
    public void Enlist(Commit commit, IReadOnlyList<Appended> appended)
    {
    }

    public void Committed(IReadOnlyList<Appended> appended)
    {
        foreach (var tail in _tails.Values) tail.Value.Ring();
    }

    private Lazy<Tail> Start(string workspace) => new(() =>
    {
        var tail = new Tail(workspace, log, logger);
        _ = Task.Run(() => tail.Run(lifetime.ApplicationStopping), CancellationToken.None);
        return tail;
    });
}
