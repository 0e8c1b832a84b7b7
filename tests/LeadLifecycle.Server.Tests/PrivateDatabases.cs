using LeadLifecycle.LocalPostgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(LeadLifecycle.Server.Tests.PrivateDatabases))]

namespace LeadLifecycle.Server.Tests;

/// <summary>
/// The checkout's private PostgreSQL, held for as long as the tests run; each asks for databases of its own. A
/// connection string in <c>LEADS_TEST_DATABASE</c> names another server to use instead.
/// </summary>
public sealed class PrivateDatabases : IAsyncLifetime
{
    private readonly List<string> _made = [];
    private readonly List<string> _roles = [];
    private PrivatePostgres? _server;
    private string _connectionString = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LEADS_TEST_DATABASE") is { Length: > 0 } given)
        {
            _connectionString = given;
            return;
        }

        _server = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(CheckoutRoot.Find()), Console.Error.WriteLine, CancellationToken.None);
        _connectionString = _server.ConnectionString;
    }

    /// <summary>An empty database; dropped when the tests end.</summary>
    public async Task<string> Create()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await Run($"create database {name}");
        lock (_made) _made.Add(name);
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ConnectionString;
    }

    /// <summary>A copy of one nobody is connected to; dropped when the tests end.</summary>
    public async Task<string> Copy(string connectionString)
    {
        var name = $"test_{Guid.NewGuid():N}";
        NpgsqlConnection.ClearAllPools();
        await Run($"create database {name} template {new NpgsqlConnectionStringBuilder(connectionString).Database}");
        lock (_made) _made.Add(name);
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    /// <summary>The same database as a role that owns nothing and was granted nothing; dropped when the tests end.</summary>
    public async Task<string> AsNewRole(string connectionString)
    {
        var (name, password) = ($"test_{Guid.NewGuid():N}", Guid.NewGuid().ToString("N"));
        await Run($"create role {name} login password '{password}'");
        lock (_roles) _roles.Add(name);
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = name, Password = password }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var name in _made) await Run($"drop database if exists {name} with (force)");
        foreach (var name in _roles) await Run($"drop role if exists {name}");
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
