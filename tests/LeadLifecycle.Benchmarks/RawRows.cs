using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>What the server wrote for one event, to be written again as often as wanted.</summary>
internal sealed record EventRow(string Data, string Type, string Tenant, string? DotnetType, string? Correlation, string? Causation, string? Headers);

/// <summary>A table with the events table's columns and indexes, but nothing that holds it to other tables, and the rows to be written into it.</summary>
internal sealed class RawRows
{
    private const string Table = """
        create table raw_events (like leads.mt_events including all);
        create sequence raw_sequence;
        """;

    /// <summary>The newest first.</summary>
    private const string LastOfLastLead = """
        select data::text, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers::text from leads.mt_events
        where stream_id = (select stream_id from leads.mt_events order by seq_id desc limit 1) order by version desc limit $1
        """;

    private RawRows(IReadOnlyList<EventRow> rows) => Rows = rows;

    /// <summary>In the order in which the server recorded them.</summary>
    public IReadOnlyList<EventRow> Rows { get; }

    /// <param name="count">How many of the last events of the lead that was last written to.</param>
    public static async Task<RawRows> Create(string database, int count)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand(Table, connection)) await create.ExecuteNonQueryAsync();
        await using var select = new NpgsqlCommand(LastOfLastLead, connection) { Parameters = { new() { Value = count } } };
        await using var reader = await select.ExecuteReaderAsync();
        var rows = new List<EventRow>();
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        while (await reader.ReadAsync()) rows.Insert(0, new EventRow(reader.GetString(0), reader.GetString(1), reader.GetString(2), Text(3), Text(4), Text(5), Text(6)));
        return rows.Count == count ? new RawRows(rows) : throw new InvalidOperationException($"The last lead has {rows.Count} events, not {count}.");
    }
}
