using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>An event of an administrative stream as it lies there.</summary>
/// <param name="RecordedAt">The database's time, UTC.</param>
public sealed record StoredAdminEvent(Guid Id, long Version, string Type, DateTimeOffset RecordedAt, AdminEvent Event);

/// <summary>Reads the administrative stream of a workspace.</summary>
public sealed class AdminStreams(NpgsqlDataSource database)
{
    /// <summary>In the order they were recorded in, after a version.</summary>
    public async Task<IReadOnlyList<StoredAdminEvent>> Read(string workspace, long after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select e.id, e.version, e.type, e.timestamp, e.data from leads.mt_events e
            where e.tenant_id = $1 and e.stream_id = $2 and starts_with(e.type, 'admin.') and e.version > $3 order by e.version limit $4
            """);
        foreach (var value in (object[])[workspace, Workspace.AdminIdOf(workspace), after, limit]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var events = new List<StoredAdminEvent>();
        while (await row.ReadAsync(ct))
        {
            events.Add(new StoredAdminEvent(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), (AdminEvent)EventJson.Read(row.GetString(2), row.GetFieldValue<byte[]>(4))));
        }

        return events;
    }
}
