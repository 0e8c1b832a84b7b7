using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// Which database the service runs on: the one in <c>ConnectionStrings:Leads</c>, else, outside production, a private
/// PostgreSQL of this checkout that is started here and given back when the host stops.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly PrivatePostgres? _private;

    private Database(string connectionString, string? owner, PrivatePostgres? started) => (ConnectionString, OwnerConnectionString, _private) = (connectionString, owner, started);

    public string ConnectionString { get; }

    /// <summary>
    /// To the same database as the role that owns its tables, for the time of the start: <c>ConnectionStrings:Owner</c>. Null when the
    /// service's own role owns them, or when the schema is made elsewhere.
    /// </summary>
    public string? OwnerConnectionString { get; }

    /// <exception cref="StartRefusedException">Nothing is configured in production, or none can be had here.</exception>
    public static async Task<Database> Find(IConfiguration configuration, IHostEnvironment environment, CancellationToken ct = default)
    {
        if (configuration.GetConnectionString("Leads") is { Length: > 0 } configured)
        {
            return new Database(configured, configuration.GetConnectionString("Owner") is { Length: > 0 } owner ? owner : null, null);
        }

        if (environment.IsProduction())
        {
            throw new StartRefusedException("Production needs a database of its own: set ConnectionStrings__Leads to a PostgreSQL 15 or newer.");
        }

        try
        {
            var started = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(CheckoutRoot.Find()), Console.WriteLine, ct);
            return new Database(started.ServiceConnectionString, started.ConnectionString, started);
        }
        catch (PrivatePostgresException none)
        {
            throw new StartRefusedException(none.Message);
        }
    }

    /// <summary>The role the service works as, and what it can do to what is recorded.</summary>
    /// <exception cref="StartRefusedException">It could change events, in production, and nobody has said that this is known.</exception>
    public async Task<ServiceRole> CheckRole(IConfiguration configuration, IHostEnvironment environment, CancellationToken ct = default)
    {
        var role = await ServiceRole.Of(ConnectionString, ct);
        if (!role.CouldChangeEvents || !environment.IsProduction() || configuration.GetValue<bool>("Database:OneRole")) return role;
        throw new StartRefusedException(
            $"The database role '{role.Name}' could change and delete what is recorded. Give the service a role of its own (ops/postgres/roles.sql) and set ConnectionStrings__Owner to the role that owns the tables; or set Database__OneRole=true and do without that proof.");
    }

    /// <summary>An acknowledged fact must survive a crash, so a database that confirms before it has written is refused.</summary>
    /// <exception cref="StartRefusedException"><c>synchronous_commit</c> or <c>fsync</c> is off.</exception>
    public async Task CheckDurability(CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
        }
        catch (NpgsqlException away)
        {
            throw new StartRefusedException($"The database does not answer: {away.Message}. Check ConnectionStrings__Leads.");
        }

        await using var command = new NpgsqlCommand("select current_setting('synchronous_commit'), current_setting('fsync'), current_setting('server_version_num')::int", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        if (reader.GetString(0) == "off") throw new StartRefusedException("The database has synchronous_commit off and could lose what was acknowledged; set it to on.");
        if (reader.GetString(1) == "off") throw new StartRefusedException("The database has fsync off and could lose what was acknowledged; set it to on.");
        if (reader.GetInt32(2) < 150_000) throw new StartRefusedException($"PostgreSQL 15 or newer is needed; this one says {reader.GetInt32(2) / 10_000}.");
    }

    public ValueTask DisposeAsync() => _private?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The service will not start like this; the message says what to change.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
