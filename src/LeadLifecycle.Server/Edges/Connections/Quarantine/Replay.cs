using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Quarantine;

/// <summary>What a replay did.</summary>
/// <param name="Still">The first of those that wait on.</param>
internal sealed record Replayed(Tally Tally, IReadOnlyList<(Guid Id, Fault Fault)> Still);

/// <summary>Translates parts in quarantine by the mapping of today. Their facts have the ids they always had, so none is recorded twice.</summary>
internal sealed class Replay(Reception reception, Vendors vendors, QuarantinedParts quarantine)
{
    public const int MostShown = 100;
    private const int AtOnce = 100;

    /// <summary>Page by page, the oldest first; what a page recorded stays recorded, whatever happens afterwards.</summary>
    /// <param name="ids">Only these; null replays all that wait.</param>
    public async Task<Replayed> Run(Connection connection, Guid[]? ids, Request request, CancellationToken ct)
    {
        var (tally, still, after) = (Tally.None, new List<(Guid Id, Fault Fault)>(), Guid.Empty);
        while (await quarantine.Page(connection, ids, after, AtOnce, ct) is { Count: > 0 } page)
        {
            var (done, left) = (new List<Guid>(), new List<(Guid Id, Fault Fault)>());
            foreach (var part in page)
            {
                var (counted, fault) = await Again(connection, part, request);
                tally += counted;
                if (fault is null) done.Add(part.Id);
                else left.Add((part.Id, fault));
            }

            // They are recorded: whether the caller still waits does not matter any more.
            await quarantine.Remove(connection, [.. done], CancellationToken.None);
            await quarantine.Explain(connection, left, ct);
            still.AddRange(left.Take(MostShown - still.Count));
            after = page[^1].Id;
        }

        return new Replayed(tally, still);
    }

    private async Task<(Tally Tally, Fault? Fault)> Again(Connection connection, QuarantinedPart part, Request request)
    {
        using var body = DeliveryBody.Parse(part.Part.Json, out var unreadable);
        if (body is null) return (Tally.None with { Quarantined = 1 }, new Fault(Codes.DeliveryUnreadable, unreadable, null));
        var said = Hearing.Of(connection.Source, vendors.MappingOf(connection), body.RootElement, request).Where(one => part.Part.Holds(one.Item.Pointer)).ToArray();
        if (said.Length == 0) return (Tally.None with { Quarantined = 1 }, new Fault(Codes.NothingFound, "The mapping finds nothing in it.", null));
        var heard = await reception.Submit(said);
        return (Tally.Of(heard), heard.FirstOrDefault(one => one.Fault is not null)?.Fault);
    }
}
