using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Store;

/// <summary>An event on its way into a lead's stream.</summary>
/// <param name="Version">The one after the lead's last as the writer knows it.</param>
/// <param name="Hash">Keyed hash of the request that said it.</param>
public sealed record NewEvent(Guid LeadId, Guid Id, long Version, LeadEvent Event, string Hash, string? CorrelationId, string? CausationId);

/// <summary>
/// Appends events of many leads by one call of <see cref="AppendFunction"/>, together with what else belongs to their
/// transaction. The rows are those the event store itself would write; it would need four round trips and a call per lead.
/// </summary>
public sealed class LeadAppends(NpgsqlDataSource database)
{
    /// <param name="commit">What else is written in the transaction.</param>
    /// <param name="events">In the order of their positions; those of a lead in the order of their versions, without a gap.</param>
    /// <returns>The positions, in the order of the events.</returns>
    /// <exception cref="PostgresException">
    /// Nothing is written. <c>23505</c>: one of the ids is stored already; <c>40001</c>: one of the leads is at another version.
    /// </exception>
    /// <exception cref="NpgsqlException">The connection broke while sending; nobody knows whether it is written.</exception>
    public async Task<IReadOnlyList<long>> Append(Commit commit, IReadOnlyList<NewEvent> events, CancellationToken ct)
    {
        var append = Call(commit.Workspace, events);
        await using var connection = await Open(ct);
        return await commit.Send(connection, append);
    }

    /// <exception cref="NotSentException">There is no connection; nothing was sent.</exception>
    private async Task<NpgsqlConnection> Open(CancellationToken ct)
    {
        try
        {
            return await database.OpenConnectionAsync(ct);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new NotSentException(failure);
        }
    }

    private static NpgsqlBatchCommand Call(string workspace, IReadOnlyList<NewEvent> events)
    {
        // Sorted, so that two nodes with the same leads take their row locks in the same order.
        var leads = events.GroupBy(e => e.LeadId).OrderBy(lead => lead.Key).ToArray();
        return Commit.Command(
            $"select * from {AppendFunction.Name}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            [
                workspace,
                Array.ConvertAll(leads, lead => lead.Key),
                Array.ConvertAll(leads, lead => lead.First().Version - 1),
                Array.ConvertAll(leads, lead => lead.Last().Version),
                Of(events, e => e.LeadId),
                Of(events, e => e.Id),
                Of(events, e => e.Version),
                Of(events, e => EventNames.Of(e.Event)),
                Of(events, e => EventNames.ClassOf(e.Event)),
                Json(Of(events, e => EventJson.Write(e.Event))),
                Json(Of(events, e => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["hash"] = e.Hash }))),
                Texts(Of(events, e => e.CorrelationId)),
                Texts(Of(events, e => e.CausationId)),
            ]);
    }

    private static T[] Of<T>(IReadOnlyList<NewEvent> events, Func<NewEvent, T> member)
    {
        var values = new T[events.Count];
        for (var i = 0; i < values.Length; i++) values[i] = member(events[i]);
        return values;
    }

    private static NpgsqlParameter Json(byte[][] documents) => new() { Value = documents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Texts(string?[] texts) => new() { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}

/// <summary>The database could not be reached; nothing was sent to it.</summary>
public sealed class NotSentException(Exception cause) : Exception("The database could not be reached; nothing was sent.", cause);
