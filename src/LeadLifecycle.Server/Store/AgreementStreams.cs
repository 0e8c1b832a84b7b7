using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>What the streams of agreements say; they lie beside the leads', one per workspace and kind.</summary>
public sealed class AgreementStreams(NpgsqlDataSource database, IEnumerable<AgreementKind> kinds)
{
    public IReadOnlyList<AgreementKind> Kinds { get; } = [.. kinds];

    /// <summary>How many events the streams of each workspace hold in all; a workspace without any is left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Lengths(IReadOnlyList<string> workspaces, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select tenant_id, sum(version)::bigint from leads.mt_streams where tenant_id = any($1) and id = any($2) group by tenant_id");
        command.Parameters.Add(new() { Value = workspaces.ToArray() });
        command.Parameters.Add(new() { Value = workspaces.SelectMany(IdsOf).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) lengths[reader.GetString(0)] = reader.GetInt64(1);
        return lengths;
    }

    /// <summary>A ledger for every kind, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, AgreementLedger>> Read(string workspace, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await Read(connection, workspace, ct);
    }

    internal async Task<IReadOnlyDictionary<string, AgreementLedger>> Read(NpgsqlConnection connection, string workspace, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select e.id, e.type, e.timestamp, e.data from leads.mt_events e where e.tenant_id = $1 and e.stream_id = any($2) order by e.stream_id, e.version", connection);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = IdsOf(workspace).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ledgers = Kinds.ToDictionary(kind => kind.Name, _ => AgreementLedger.Empty, StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            // The store's own fillings may lie in any stream.
            if (!reader.GetString(1).StartsWith("agreement.", StringComparison.Ordinal)) continue;
            var e = (AgreementEvent)EventJson.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(3));
            ledgers[e.Kind] = ledgers[e.Kind].With(reader.GetGuid(0), e, reader.GetFieldValue<DateTimeOffset>(2));
        }

        return ledgers;
    }

    private IEnumerable<Guid> IdsOf(string workspace) => Kinds.Select(kind => Workspace.AgreementIdOf(workspace, kind.Name));
}
