using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>The owner's way into a server: the one account there is, with the password kept in the server's folder.</summary>
internal sealed record Login(int Port, string Password)
{
    public const string User = "leads";
    public const string Database = "leads";

    public static Login Of(Home home, int port) => new(port, File.ReadAllText(home.Password));

    public string To(string database) => Builder(database).ConnectionString;

    /// <summary>A connection of its own, so that no pool outlives a look at the server.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken ct)
    {
        var builder = Builder(database);
        builder.Pooling = false;
        builder.Timeout = 5;
        builder.CommandTimeout = 30;
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the service's database if it is missing.</summary>
    public async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await using var ask = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = Database } } };
        if (await ask.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    private NpgsqlConnectionStringBuilder Builder(string database) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
        SslMode = SslMode.Disable, // loopback, and the server has no certificate
    };
}
