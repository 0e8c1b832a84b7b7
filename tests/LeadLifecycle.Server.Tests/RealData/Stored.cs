using Npgsql;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>Asks a server's database directly, past all of its code.</summary>
internal sealed class Stored(string connectionString)
{
    public static readonly string[] Views = ["leads.lead", "leads.cycle", "leads.cycle_history", "leads.cycle_path", "leads.clock", "leads.clock_history"];

    public Task<IReadOnlyList<T>> List<T>(string sql) => Read(sql, row => row.GetFieldValue<T>(0));

    public async Task<T> One<T>(string sql) => (await List<T>(sql)).Single();

    public async Task<Dictionary<string, long>> Counts(string sql) =>
        (await Read(sql, row => (Key: row.GetString(0), Count: row.GetInt64(1)))).ToDictionary(pair => pair.Key, pair => pair.Count);

    /// <summary>The same for the same rows in any order: how many there are and the sum of their hashes.</summary>
    public Task<string> Fingerprint(string table, string columns = "t") =>
        One<string>($"select count(*) || ' rows ' || coalesce(sum(hashtextextended(({columns})::text, 0)::numeric), 0) from {table} t");

    /// <summary>Every stage fact with both its times.</summary>
    public Task<IReadOnlyList<LogFact>> StageFacts() => Read(
        "select stream_id::text, type, (data ->> 'occurredAt')::timestamptz, timestamp from leads.mt_events where type like 'lead.%' and type <> all(array['lead.touched.v1', 'lead.contacted.v1'])",
        row => new LogFact(row.GetString(0), LogFact.StageOf[row.GetString(1)], row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3)));

    public async Task<IReadOnlyList<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> make)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set time zone 'UTC'; " + sql, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(make(reader));
        return rows;
    }
}
