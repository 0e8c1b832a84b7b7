using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// Up to which position nothing can come any more. A position is taken before its transaction commits, so a lower one may appear after a
/// higher. Whoever takes a position has written the stream's row before and holds that table's lock until it ends: once all are gone who held it when
/// the last position was looked at, the positions up to it are there or stay gaps. No time is waited for and none is guessed, and who
/// else works in the database, for however long, holds nothing up.
/// </summary>
internal sealed class Settled
{
    private const string LastPosition = "select case when is_called then last_value else 0 end from leads.mt_events_sequence";

    private const string Writers =
        """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and database = (select oid from pg_database where datname = current_database())
          and relation = 'leads.mt_streams'::regclass and mode = 'RowExclusiveLock'
        """;

    private long _waiting;
    private HashSet<string> _writers = [];

    public long Position { get; private set; }

    /// <returns>Whether positions wait that are not settled yet.</returns>
    public async Task<bool> Look(NpgsqlConnection connection, CancellationToken ct)
    {
        // The position first: who took it is then among the writers, or has ended.
        var (last, writers) = await Ask(connection, ct);
        if (_writers.Count == 0) (_waiting, _writers) = (last, writers);
        else _writers.IntersectWith(writers);
        if (_writers.Count == 0) Position = _waiting;
        return last > Position;
    }

    private static async Task<(long Last, HashSet<string> Writers)> Ask(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(LastPosition), new NpgsqlBatchCommand(Writers) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var last = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var writers = new HashSet<string>();
        while (await reader.ReadAsync(ct)) writers.Add(reader.GetString(0));
        return (last, writers);
    }
}
