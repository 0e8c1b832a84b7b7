using LeadLifecycle.Server.Hosting;
using Marten.Events.Daemon.Coordination;
using Npgsql;
using Wolverine;

namespace LeadLifecycle.Server.Views.Rebuild;

/// <summary>Drop the views and build them from the events again. A durable message: a node that stops meanwhile leaves it to the next.</summary>
/// <param name="Id">Tells the request that waits for this rebuild to begin from others.</param>
public sealed record RebuildViews(Guid Id);

public static class RebuildViewsHandler
{
    /// <summary>As long as it may take: a million events a minute are far below what one node does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>One rebuild at a time.</summary>
    public static void AddTo(WolverineOptions messaging)
    {
        messaging.Discovery.IncludeType(typeof(RebuildViewsHandler));
        messaging.LocalQueueFor<RebuildViews>().Sequential();
    }

    public static async Task Handle(RebuildViews message, IProjectionCoordinator coordinator, Freshness freshness, BegunRebuilds begun, NpgsqlDataSource database, CancellationToken ct)
    {
        var before = await freshness.Of(Freshness.Views, ct);
        var daemon = coordinator.DaemonForMainDatabase();
        var rebuilding = daemon.RebuildProjectionAsync(LeadViews.ViewName, Patience, ct);
        while (!rebuilding.IsCompleted && (await freshness.Of(Freshness.Views, ct)).Position >= before.Position) await Task.Delay(Poll, ct);
        await ViewsVersion.Note(database, ct);
        begun.Tell(message.Id);
        await rebuilding;
        // A rebuild stops the running view and leaves it stopped.
        await daemon.StartAllAsync();
    }
}
