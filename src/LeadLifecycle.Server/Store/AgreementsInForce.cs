using System.Collections.Concurrent;

namespace LeadLifecycle.Server.Store;

/// <summary>What the teams of each workspace have agreed on, over all time; every room that judges or measures asks here.</summary>
/// <param name="first">In force until both teams have signed something else.</param>
public sealed class AgreementsInForce(Agreed first, AgreementStreams streams, Workspaces workspaces)
{
    private readonly AgreementHistory _default = AgreementHistory.Of(first);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Func<Agreed, Agreed>> _read = new();

    /// <summary>Version 0 of every kind: what nobody signed.</summary>
    public Agreed First => first;

    /// <summary>As this node last read it, well within the notice every change is given.</summary>
    public AgreementHistory Of(string workspace) => _known.TryGetValue(workspace, out var known) ? known.History : _default;

    /// <summary>Asks the database first: whatever a fact was recorded under that is committed by now is in it.</summary>
    public async Task<AgreementHistory> Latest(string workspace, CancellationToken ct)
    {
        await Refresh([workspace], ct);
        return Of(workspace);
    }

    /// <summary>Takes up what was changed in any workspace, here or on another node.</summary>
    public async Task Refresh(CancellationToken ct) => await Refresh(await workspaces.All(ct), ct);

    /// <summary>The history these ledgers make; a version nobody recorded yet may stand in them.</summary>
    public AgreementHistory Compose(IReadOnlyDictionary<string, AgreementLedger> ledgers)
    {
        var instants = ledgers.Values.SelectMany(ledger => ledger.Versions).Select(version => version.InForceFrom).OfType<DateTimeOffset>().Distinct().Order();
        return new AgreementHistory(first, [.. instants.Select(instant => (instant, At(instant, ledgers)))]);
    }

    private async Task Refresh(IReadOnlyList<string> workspaces, CancellationToken ct)
    {
        foreach (var (workspace, length) in await streams.Lengths(workspaces, ct))
        {
            if (_known.TryGetValue(workspace, out var known) && known.Length >= length) continue;
            var ledgers = await streams.Read(workspace, ct);
            var read = new Known(ledgers.Values.Sum(ledger => ledger.StreamVersion), Compose(ledgers));
            // Two may read at once; the one that saw more stays.
            _known.AddOrUpdate(workspace, read, (_, other) => other.Length > read.Length ? other : read);
        }
    }

    private Agreed At(DateTimeOffset instant, IReadOnlyDictionary<string, AgreementLedger> ledgers) => streams.Kinds.Aggregate(
        first, (agreed, kind) => ledgers[kind.Name].At(instant) is { } version ? Read(kind, version)(agreed) : agreed);

    /// <summary>A recorded content is read once, so that its calendars and the days they remember are everybody's.</summary>
    private Func<Agreed, Agreed> Read(AgreementKind kind, AgreementVersion version) => version.Id == Guid.Empty
        ? kind.Read(version.Number, version.Content)
        : _read.GetOrAdd(version.Id, _ => kind.Read(version.Number, version.Content));

    /// <param name="Length">Events in all its streams.</param>
    private sealed record Known(long Length, AgreementHistory History);
}
