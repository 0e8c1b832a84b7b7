using JasperFx.Events;
using JasperFx.Events.Projections;
using LeadLifecycle.Server.Store;
using Marten;
using Marten.Events.Aggregation;

namespace LeadLifecycle.Benchmarks;

/// <summary>Where a lead is: as little as a view can say.</summary>
public sealed record LeadDocument(Guid Id, Stage? Stage, int Cycle, DateTimeOffset Since);

/// <summary>The simplest view of leads, made as the event store's own documentation makes one: a document per stream.</summary>
public sealed class OneView : SingleStreamProjection<LeadDocument, Guid>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public OneView() => Name = nameof(OneView);

    /// <summary>Seconds until every document is there; the first time, when the code has not run yet, is not counted.</summary>
    public static async Task<double> Rebuild(string database)
    {
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(StoreSetup.Session(database));
            StoreSetup.Configure(options);
            options.Projections.Add(new OneView(), ProjectionLifecycle.Async);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync(nameof(OneView), Patience, CancellationToken.None);
        return await Stopwatches.Seconds(() => daemon.RebuildProjectionAsync(nameof(OneView), Patience, CancellationToken.None));
    }

    public override LeadDocument? Evolve(LeadDocument? snapshot, Guid id, IEvent e) => e.Data is LeadEvent { Move: { } move } told
        ? new LeadDocument(id, move.To, move.Cycle, told.OccurredAt)
        : snapshot;
}
