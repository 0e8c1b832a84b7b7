using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// Up to which position nothing can come any more. A position is taken before its transaction commits, so a lower one may appear after a
/// higher. Whoever took a position had written before and so had a transaction id: once every transaction is over that was under way when
/// the last position was looked at, all positions up to it are there, or stay gaps. No time is waited for and none is guessed.
/// </summary>
internal sealed class Settled
{
    private (long Position, long Before)? _waiting;

    public long Position { get; private set; }

    /// <returns>Whether positions wait that are not settled yet.</returns>
    public async Task<bool> Look(NpgsqlConnection connection, CancellationToken ct)
    {
        // Two statements, in this order: a snapshot of the same statement would be older than the position.
        var last = (long)(await Ask(connection, "select case when is_called then last_value else 0 end from leads.mt_events_sequence", ct));
        await using var command = new NpgsqlCommand("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (oldest, next) = (reader.GetInt64(0), reader.GetInt64(1));
        if (_waiting is { } waiting && oldest >= waiting.Before) (Position, _waiting) = (waiting.Position, null);
        // Nothing under way: what was looked at just now is settled too.
        if (oldest == next) (Position, _waiting) = (last, null);
        else if (last > Position) _waiting ??= (last, next);
        return last > Position;
    }

    private static async Task<object> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(ct))!;
    }
}
