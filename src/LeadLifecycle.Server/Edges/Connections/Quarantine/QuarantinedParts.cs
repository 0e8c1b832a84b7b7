using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Edges.Connections.Quarantine;

/// <summary>What could not be mapped, as it lies in the database; the same part is there once.</summary>
internal sealed class QuarantinedParts(NpgsqlDataSource database)
{
    private const string Mine = "workspace = $1 and connection = $2";

    public async Task Keep(Connection connection, IReadOnlyList<Unfit> unfit, Request request, CancellationToken ct)
    {
        // Ids in order of arrival, rows in order of their hash: two deliveries of the same parts wait for each other instead of locking each other out.
        var ids = unfit.Select(_ => Guid.CreateVersion7(request.Now)).Order().ToArray();
        var rows = unfit.Zip(ids, (one, id) => (one.Part, one.Fault, Id: id, Hash: request.Workspace.HashOf(one.Part.Json)))
            .GroupBy(row => row.Hash).OrderBy(same => same.Key, StringComparer.Ordinal).ToArray();
        await using var command = database.CreateCommand($"""
            insert into {ConnectionTables.Quarantine} as old (workspace, connection, id, hash, pointer, code, detail, member, body, first_seen, last_seen, times_seen)
            select $1, $2, id, hash, pointer, code, detail, member, body, $3, $3, times from unnest($4, $5, $6, $7, $8, $9, $10, $11) as part (id, hash, pointer, code, detail, member, body, times)
            on conflict (workspace, connection, hash) do update set
              pointer = excluded.pointer, code = excluded.code, detail = excluded.detail, member = excluded.member,
              last_seen = excluded.last_seen, times_seen = old.times_seen + excluded.times_seen
            """);
        foreach (var value in (object[])
                 [
                     connection.Workspace, connection.Name, request.Now, rows.Select(same => same.First().Id).ToArray(), rows.Select(same => same.Key).ToArray(),
                     rows.Select(same => same.First().Part.Pointer).ToArray(), rows.Select(same => same.First().Fault.Code).ToArray(),
                     rows.Select(same => same.First().Fault.Detail).ToArray(), rows.Select(same => same.First().Fault.Member).ToArray(),
                     rows.Select(same => same.First().Part.Json).ToArray(), rows.Select(same => same.Count()).ToArray(),
                 ])
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The oldest first.</summary>
    /// <param name="ids">Only these; null asks for all.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="withBody">Else the bodies are empty; together they can be large.</param>
    public async Task<IReadOnlyList<QuarantinedPart>> Page(Connection connection, Guid[]? ids, Guid after, int limit, bool withBody, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select id, case when $6 then body else ''::bytea end, pointer, code, detail, member, first_seen, last_seen, times_seen from {ConnectionTables.Quarantine}
            where {Mine} and id > $3 and ($4::uuid[] is null or id = any($4)) order by id limit $5
            """);
        foreach (var value in (object[])[connection.Workspace, connection.Name, after]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = withBody });
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<QuarantinedPart>();
        while (await row.ReadAsync(ct))
        {
            found.Add(new QuarantinedPart(
                row.GetGuid(0), new(row.GetFieldValue<byte[]>(1), row.GetString(2)), new(row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)),
                row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset>(7), row.GetInt32(8)));
        }

        return found;
    }

    public async Task<int> Remove(Connection connection, Guid[] ids, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"delete from {ConnectionTables.Quarantine} where {Mine} and id = any($3)");
        foreach (var value in (object[])[connection.Workspace, connection.Name, ids]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>They wait on, for a reason that may be another than before.</summary>
    public async Task Explain(Connection connection, IReadOnlyList<(Guid Id, Fault Fault)> still, CancellationToken ct)
    {
        if (still.Count == 0) return;
        await using var command = database.CreateCommand($"""
            update {ConnectionTables.Quarantine} q set code = still.code, detail = still.detail, member = still.member
            from unnest($3, $4, $5, $6) as still (id, code, detail, member) where {Mine} and q.id = still.id
            """);
        foreach (var value in (object[])
                 [
                     connection.Workspace, connection.Name, still.Select(one => one.Id).ToArray(), still.Select(one => one.Fault.Code).ToArray(),
                     still.Select(one => one.Fault.Detail).ToArray(), still.Select(one => one.Fault.Member).ToArray(),
                 ])
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many parts wait, by connection; one without any is not in it.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Waiting(string workspace, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select connection, count(*) from {ConnectionTables.Quarantine} where workspace = $1 group by connection");
        command.Parameters.Add(new() { Value = workspace });
        await using var row = await command.ExecuteReaderAsync(ct);
        var waiting = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct)) waiting[row.GetString(0)] = row.GetInt64(1);
        return waiting;
    }
}
