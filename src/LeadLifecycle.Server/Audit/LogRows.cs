using LeadLifecycle.Proofs;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>Events as the log proves them, as they lie in the event store.</summary>
internal static class LogRows
{
    public const string Columns = "tenant_id, stream_id, id, version, seq_id, type, timestamp, data, headers, correlation_id, causation_id";

    public static async Task<List<LogEntry>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<LogEntry>();
        while (await reader.ReadAsync(ct)) entries.Add(Entry(reader));
        return entries;
    }

    private static LogEntry Entry(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
        row.GetFieldValue<byte[]>(7), row.IsDBNull(8) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(row.GetFieldValue<byte[]>(8)),
        row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetString(10));
}
