using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>Reads notifications in the order of their events, never past the high-water mark: behind it nothing is still committing.</summary>
internal sealed class NotificationLog(NpgsqlDataSource database)
{
    /// <summary>Positions read at once; it bounds both the query and the memory of whoever reads.</summary>
    private const long Window = 2_000;

    private static readonly Dictionary<string, string> NoContact = [];

    public async Task<long> HighWaterMark(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select coalesce(max(last_seq_id), 0) from {StoreSetup.Schema}.mt_event_progression where name = 'HighWaterMark'");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <param name="highWaterMark">As it was read before; what is up to there no longer changes.</param>
    public async Task<NotificationPage> Page(string workspace, long after, long highWaterMark, CancellationToken ct)
    {
        var upTo = Math.Min(after + Window, highWaterMark);
        await using var command = database.CreateCommand($"""
            select e.seq_id, n.event_id, n.type, n.lead_id, n.version, n.cycle, n.occurred_at, n.recorded, n.facts::text
            from {StoreSetup.Schema}.mt_events e join {NotifyTables.Notification} n on n.workspace = e.tenant_id and n.event_id = e.id
            where e.tenant_id = $1 and e.seq_id > $2 and e.seq_id <= $3 order by e.seq_id
            """);
        foreach (var value in (object[])[workspace, after, upTo]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<Notification>();
        while (await reader.ReadAsync(ct)) found.Add(Read(reader));
        return new NotificationPage(upTo, found);
    }

    private static Notification Read(NpgsqlDataReader row)
    {
        var told = new ToldEvent(
            row.GetGuid(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetInt64(4), row.GetInt32(5),
            row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<DateTimeOffset>(7), NoticeFacts.Parse(row.GetString(8)));
        return new Notification(row.GetInt64(0), told.Type, told.Facts, Letter.Write("", 1, told, PayloadLevel.Facts, NoContact).Body);
    }
}
