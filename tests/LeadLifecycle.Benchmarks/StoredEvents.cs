using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>What the event store holds, asked of PostgreSQL itself.</summary>
internal static class StoredEvents
{
    public static Task<long> Count(string database) => Number(database, "count(*)");

    /// <summary>The position of the last one; 0 while there is none.</summary>
    public static Task<long> Last(string database) => Number(database, "coalesce(max(seq_id), 0)");

    private static async Task<long> Number(string database, string expression)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select {expression} from leads.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
