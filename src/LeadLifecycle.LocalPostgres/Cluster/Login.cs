using System.Security.Cryptography;
using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>
/// The ways into a server, with the passwords kept in the server's folder: the owner's, who may do everything, and the service's, who may
/// do what the owner grants.
/// </summary>
internal sealed record Login(int Port, string Password, string ServicePassword)
{
    public const string User = "leads";
    public const string Service = "leads_service";
    public const string Database = "leads";

    /// <summary>A data folder from before there was a second account gets its password now.</summary>
    public static Login Of(Home home, int port)
    {
        if (!File.Exists(home.ServicePassword)) SecretFile.Write(home.ServicePassword, RandomNumberGenerator.GetHexString(32, lowercase: true));
        return new Login(port, File.ReadAllText(home.Password), File.ReadAllText(home.ServicePassword));
    }

    public string To(string database) => Builder(database).ConnectionString;

    public string ToAsService(string database)
    {
        var builder = Builder(database);
        (builder.Username, builder.Password) = (Service, ServicePassword);
        return builder.ConnectionString;
    }

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

    /// <summary>Makes the service's account if it is missing; its password is the one in the folder, whatever it was.</summary>
    public async Task EnsureServiceRoleAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await using var ask = new NpgsqlCommand("select 1 from pg_roles where rolname = $1", connection) { Parameters = { new() { Value = Service } } };
        var verb = await ask.ExecuteScalarAsync(ct) is null ? "create" : "alter";
        // Utility statements take no parameters; the password is hexadecimal.
        await using var set = new NpgsqlCommand($"{verb} role {Service} login password '{ServicePassword}'", connection);
        await set.ExecuteNonQueryAsync(ct);
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
