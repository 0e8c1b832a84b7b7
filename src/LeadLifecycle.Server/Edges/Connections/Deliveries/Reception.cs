using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Quarantine;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using Npgsql;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>Records what a signed delivery says and keeps what it does not say clearly.</summary>
internal sealed class Reception(Intake.Intake intake, Vendors vendors, QuarantinedParts quarantine, ConnectionMetrics metrics)
{
    /// <summary>Returns after the facts and the quarantine are committed.</summary>
    /// <exception cref="ProblemException">Too much at once, or nobody knows what was committed; delivering again is safe.</exception>
    public async Task<Tally> Take(Connection connection, ReadOnlyMemory<byte> bytes, Request request, CancellationToken ct)
    {
        using var body = DeliveryBody.Parse(bytes, out var fault);
        var tally = body is null
            ? await Keep(connection, [new(new Part(bytes.ToArray(), ""), new Fault(Codes.DeliveryUnreadable, fault, null))], Tally.None with { Quarantined = 1 }, request, ct)
            : await Take(connection, body.RootElement, request, ct);
        metrics.Count(connection, tally);
        return tally;
    }

    /// <summary>The same with what became of it.</summary>
    public async Task<IReadOnlyList<Heard>> Submit(IReadOnlyList<Heard> heard)
    {
        var outcomes = new Queue<Outcome>(await intake.Submit([.. heard.Select(one => one.Submission).OfType<Submission>()]));
        return [.. heard.Select(one => one.Submission is null ? one : Judged(one, outcomes.Dequeue()))];
    }

    private async Task<Tally> Take(Connection connection, JsonElement body, Request request, CancellationToken ct)
    {
        var mapping = vendors.MappingOf(connection);
        var heard = await Submit(Hearing.Of(connection.Source, mapping, body, request));
        var unfit = heard.Where(one => one.Fault is not null).DistinctBy(one => one.Item.Pointer).Select(one => new Unfit(Part.Of(body, one.Item.Pointer, mapping.NeededBy(body, one.Item.Pointer)), one.Fault!));
        return await Keep(connection, [.. unfit], Tally.Of(heard), request, ct);
    }

    private static Heard Judged(Heard heard, Outcome outcome) => heard with { Outcome = outcome, Fault = Fault.Of(outcome) };

    private async Task<Tally> Keep(Connection connection, IReadOnlyList<Unfit> unfit, Tally tally, Request request, CancellationToken ct)
    {
        try
        {
            if (unfit.Count > 0) await quarantine.Keep(connection, unfit, request, ct);
            return tally;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            // Facts may be recorded already, so it is not "nothing was recorded".
            throw new OutcomeUnknownException(failure);
        }
    }
}
