using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Store;

/// <summary>Reads lead streams from the primary, in one round trip however many leads are asked for.</summary>
public sealed class LeadStreams(NpgsqlDataSource database)
{
    /// <summary>Other streams and the store's own rows lie in the same table; whoever asks for leads is never shown them.</summary>
    private const string OfLeads = "starts_with(e.type, 'lead.')";

    private const string Columns = "e.stream_id, e.id, e.version, e.seq_id, e.type, e.timestamp, e.data, e.correlation_id, e.causation_id";

    /// <summary>
    /// One lead's events in version order, after <paramref name="afterVersion"/>, no later than
    /// <paramref name="version"/> and recorded before <paramref name="knownAt"/> (exclusive).
    /// </summary>
    public async Task<IReadOnlyList<StoredEvent>> Read(
        string workspace, Guid leadId, long afterVersion = 0, long? version = null, DateTimeOffset? knownAt = null, int? limit = null, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from leads.mt_events e
            where e.tenant_id = $1 and e.stream_id = $2 and {OfLeads} and e.version > $3
              and ($4::bigint is null or e.version <= $4) and ($5::timestamptz is null or e.timestamp < $5)
            order by e.version limit $6
            """);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = leadId });
        command.Parameters.Add(new() { Value = afterVersion });
        command.Parameters.Add(new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (object?)knownAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = (object?)limit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return await ReadAll(command, ct);
    }

    /// <summary>A workspace's events after a position, bounded by the high-water mark so that none still committing is skipped.</summary>
    public async Task<IReadOnlyList<StoredEvent>> Feed(string workspace, long after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from leads.mt_events e
            where e.tenant_id = $1 and e.seq_id > $2 and {OfLeads}
              and e.seq_id <= coalesce((select last_seq_id from leads.mt_event_progression where name = 'HighWaterMark'), 0)
            order by e.seq_id limit $3
            """);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        return await ReadAll(command, ct);
    }

    /// <summary>What a group needs before it decides: which of its event ids exist, and the leads it does not hold.</summary>
    public async Task<Found> Find(string workspace, Guid[] eventIds, Guid[] leadIds, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        var ids = new NpgsqlBatchCommand("""
            select e.id, e.stream_id, e.version, e.seq_id, e.data -> 'move' ->> 'to', e.data -> 'move' ->> 'cycle', e.headers ->> 'hash'
            from leads.mt_events e where e.id = any($1) and e.tenant_id = $2
            """);
        ids.Parameters.Add(new() { Value = eventIds });
        ids.Parameters.Add(new() { Value = workspace });
        batch.BatchCommands.Add(ids);
        if (leadIds.Length > 0)
        {
            var streams = new NpgsqlBatchCommand(
                $"select {Columns} from leads.mt_events e where e.tenant_id = $1 and e.stream_id = any($2) and {OfLeads} order by e.stream_id, e.version");
            streams.Parameters.Add(new() { Value = workspace });
            streams.Parameters.Add(new() { Value = leadIds });
            batch.BatchCommands.Add(streams);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var first = new Dictionary<Guid, FirstRecord>();
        while (await reader.ReadAsync(ct))
        {
            first[reader.GetGuid(0)] = new FirstRecord(
                reader.GetGuid(1), reader.GetInt64(2), reader.GetInt64(3),
                reader.IsDBNull(4) ? null : Enum.Parse<Stage>(reader.GetString(4)),
                reader.IsDBNull(5) ? 0 : int.Parse(reader.GetString(5)),
                reader.IsDBNull(6) ? null : reader.GetString(6));
        }

        var events = new List<StoredEvent>();
        if (await reader.NextResultAsync(ct))
        {
            while (await reader.ReadAsync(ct)) events.Add(Read(reader));
        }

        return new Found(first, events.ToLookup(e => e.LeadId));
    }

    private static async Task<IReadOnlyList<StoredEvent>> ReadAll(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(ct)) events.Add(Read(reader));
        return events;
    }

    private static StoredEvent Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<byte[]>(6),
        row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8));
}

/// <summary>The answer of <see cref="LeadStreams.Find"/>.</summary>
public sealed record Found(IReadOnlyDictionary<Guid, FirstRecord> Recorded, ILookup<Guid, StoredEvent> Streams)
{
    /// <summary>Nothing was asked.</summary>
    public static Found Nothing { get; } = new(new Dictionary<Guid, FirstRecord>(), Array.Empty<StoredEvent>().ToLookup(e => e.LeadId));
}

/// <summary>How an event id was recorded the first time, for answering a duplicate as the first was answered.</summary>
public sealed record FirstRecord(Guid LeadId, long Version, long Position, Stage? Stage, int Cycle, string? Hash);
