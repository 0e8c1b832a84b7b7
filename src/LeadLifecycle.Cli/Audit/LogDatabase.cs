using LeadLifecycle.Proofs;
using Npgsql;

namespace LeadLifecycle.Cli.Audit;

/// <summary>A log where it lies: events and leaves straight from the service's database, by this program's own SQL.</summary>
internal sealed class LogDatabase(string connectionString)
{
    private const int HashLength = Merkle.HashLength;

    /// <summary>All it could have a log of; one whose log was taken away as a whole too.</summary>
    public async Task<IReadOnlyList<string>> Workspaces(CancellationToken stop)
    {
        await using var connection = await Open(stop);
        await using var command = new NpgsqlCommand("select name from leads.workspace union select workspace from leads.audit_head union select workspace from leads.audit_checkpoint order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<string>();
        while (await reader.ReadAsync(stop)) names.Add(reader.GetString(0));
        return names;
    }

    public async Task<Verdict> Check(string workspace, Trusted trusted, Action<long> progress, CancellationToken stop)
    {
        var check = new LogCheck(trusted.Key, Signatures.Verify, trusted.Against);
        foreach (var note in trusted.Checkpoints) check.Keep(note);
        await using var connection = await Open(stop);
        // The checkpoints first: what is signed meanwhile has more leaves than the head that is read.
        var notes = await Notes(connection, workspace, stop);
        var head = await Head(connection, workspace, stop);
        await using var events = Events(workspace, await LastPosition(connection, workspace, head.Positions, stop), stop).GetAsyncEnumerator(stop);
        var more = await events.MoveNextAsync();
        var last = 0L;
        await foreach (var (positions, leaves) in Tiles(connection, workspace, head, stop))
        {
            for (var i = 0; i < positions.Length; i++)
            {
                last = positions[i];
                for (; more && events.Current.Position < positions[i]; more = await events.MoveNextAsync()) check.Extra(events.Current);
                var found = more && events.Current.Position == positions[i];
                check.Leaf(leaves.AsSpan(i * HashLength, HashLength), positions[i], found ? events.Current : null);
                if (found) more = await events.MoveNextAsync();
                while (notes.TryPeek(out var note) && note.Size <= check.Leaves) check.Note(SignedNote.Parse(notes.Dequeue().Text));
            }

            progress(check.Leaves);
        }

        for (; more && events.Current.Position <= last; more = await events.MoveNextAsync()) check.Extra(events.Current);
        foreach (var (_, text) in notes) check.Note(SignedNote.Parse(text));
        check.End();
        return Verdict.Of(workspace, check, trusted.Key is null ? ["Signatures were not checked: give the key kept elsewhere with --key."] : []);
    }

    private static async Task<(long Size, long[] Positions, byte[] Leaves)> Head(NpgsqlConnection connection, string workspace, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select size, positions, leaves from leads.audit_head where workspace = $1", connection) { Parameters = { new() { Value = workspace } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt64(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<byte[]>(2)) : (0, [], []);
    }

    /// <summary>Of the last leaf; events behind it are not in the log yet.</summary>
    private static async Task<long> LastPosition(NpgsqlConnection connection, string workspace, long[] headPositions, CancellationToken stop)
    {
        if (headPositions.Length > 0) return headPositions[^1];
        await using var command = new NpgsqlCommand("select coalesce(max(last_position), 0) from leads.audit_tile where workspace = $1", connection) { Parameters = { new() { Value = workspace } } };
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task<Queue<(long Size, string Text)>> Notes(NpgsqlConnection connection, string workspace, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select size, note from leads.audit_checkpoint where workspace = $1 order by size", connection) { Parameters = { new() { Value = workspace } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        var notes = new Queue<(long, string)>();
        while (await reader.ReadAsync(stop)) notes.Enqueue((reader.GetInt64(0), reader.GetString(1)));
        return notes;
    }

    /// <summary>Full tiles in their order, then what does not fill one.</summary>
    private static async IAsyncEnumerable<(long[] Positions, byte[] Leaves)> Tiles(
        NpgsqlConnection connection, string workspace, (long Size, long[] Positions, byte[] Leaves) head, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using (var command = new NpgsqlCommand("select positions, leaves from leads.audit_tile where workspace = $1 and tile < $2 order by tile", connection)
        {
            Parameters = { new() { Value = workspace }, new() { Value = (head.Size - head.Positions.Length) / 256 } },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) yield return (reader.GetFieldValue<long[]>(0), reader.GetFieldValue<byte[]>(1));
        }

        yield return (head.Positions, head.Leaves);
    }

    private async IAsyncEnumerable<LogEntry> Events(string workspace, long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await Open(stop);
        await using var command = new NpgsqlCommand(
            """
            select stream_id, id, version, seq_id, type, timestamp, data, headers, correlation_id, causation_id from leads.mt_events
            where tenant_id = $1 and seq_id <= $2 order by seq_id
            """, connection)
        {
            Parameters = { new() { Value = workspace }, new() { Value = upTo } },
            CommandTimeout = 0,
        };
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            yield return new LogEntry(
                workspace, row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                row.GetFieldValue<byte[]>(6), row.IsDBNull(7) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(row.GetFieldValue<byte[]>(7)),
                row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetString(9));
        }
    }

    private async Task<NpgsqlConnection> Open(CancellationToken stop)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC" }.ConnectionString);
            await connection.OpenAsync(stop);
            return connection;
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            if (connection is not null) await connection.DisposeAsync();
            throw new StoppedException(ExitCode.Unreachable, $"The database cannot be reached ({e.Message}).");
        }
    }
}
