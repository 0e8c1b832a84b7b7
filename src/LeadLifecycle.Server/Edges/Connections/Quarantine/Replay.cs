using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using Npgsql;

namespace LeadLifecycle.Server.Edges.Connections.Quarantine;

/// <summary>What a replay did.</summary>
/// <param name="Still">The first of those that wait on.</param>
internal sealed record Replayed(Tally Tally, IReadOnlyList<(Guid Id, Fault Fault)> Still);

/// <summary>Translates parts in quarantine by the mapping of today. Their facts have the ids they always had, so none is recorded twice.</summary>
internal sealed class Replay(Reception reception, Vendors vendors, QuarantinedParts quarantine)
{
    public const int MostShown = 100;

    /// <summary>Few, because each can be as large as a delivery.</summary>
    private const int AtOnce = 20;

    /// <summary>Page by page, the oldest first; what a page recorded stays recorded, whatever happens afterwards.</summary>
    /// <param name="ids">Only these; null replays all that wait.</param>
    public async Task<Replayed> Run(Connection connection, Guid[]? ids, Request request, CancellationToken ct)
    {
        var (tally, still, after) = (Tally.None, new List<(Guid Id, Fault Fault)>(), Guid.Empty);
        while (await quarantine.Page(connection, ids, after, AtOnce, withBody: true, ct) is { Count: > 0 } page)
        {
            // Together, so that they share transactions; each is submitted before the next is looked at, so their order is kept.
            var results = await Task.WhenAll(page.Select(part => Again(connection, part, request)));
            await Settle(connection, results);
            tally = results.Aggregate(tally, (sum, one) => sum + one.Tally);
            still.AddRange(Waiting(results).Take(MostShown - still.Count));
            after = page[^1].Id;
        }

        return new Replayed(tally, still);
    }

    /// <summary>Facts are recorded: whether the caller still waits does not matter any more.</summary>
    private async Task Settle(Connection connection, IReadOnlyList<Replaying> results)
    {
        try
        {
            await quarantine.Remove(connection, [.. results.Where(one => one.Fault is null).Select(one => one.Id)], CancellationToken.None);
            await quarantine.Explain(connection, [.. Waiting(results)], CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new OutcomeUnknownException(failure);
        }
    }

    private static IEnumerable<(Guid Id, Fault Fault)> Waiting(IEnumerable<Replaying> results) => results.Where(one => one.Fault is not null).Select(one => (one.Id, one.Fault!));

    private async Task<Replaying> Again(Connection connection, QuarantinedPart part, Request request)
    {
        using var body = DeliveryBody.Parse(part.Part.Json, out var unreadable);
        if (body is null) return Still(part, Codes.DeliveryUnreadable, unreadable);
        try
        {
            var said = Hearing.Of(connection.Source, vendors.MappingOf(connection), body.RootElement, request).Where(one => part.Part.Holds(one.Item.Pointer)).ToArray();
            if (said.Length == 0) return Still(part, Codes.NothingFound, "The mapping finds nothing in it.");
            var heard = await reception.Submit(said);
            return new Replaying(part.Id, Tally.Of(heard), heard.FirstOrDefault(one => one.Fault is not null)?.Fault);
        }
        catch (MalformedException tooMuch)
        {
            return Still(part, tooMuch.Code, tooMuch.Message);
        }
    }

    private static Replaying Still(QuarantinedPart part, string code, string detail) => new(part.Id, Tally.None with { Quarantined = 1 }, new Fault(code, detail, null));

    /// <param name="Fault">Why it waits on; null when it leaves.</param>
    private sealed record Replaying(Guid Id, Tally Tally, Fault? Fault);
}
