using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>An empty database for one run, dropped after it.</summary>
internal static class OwnDatabase
{
    public static async Task<TRun> During<TRun>(PrivatePostgres postgres, Func<string, Task<TRun>> run)
    {
        var name = $"benchmark_{Guid.NewGuid():N}";
        await Execute(postgres.ConnectionString, $"create database {name}");
        try
        {
            return await run(postgres.ConnectionStringFor(name));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(postgres.ConnectionString, $"drop database {name} with (force)");
        }
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
