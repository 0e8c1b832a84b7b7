using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Hosting;

/// <summary>What the database lets the service's role do.</summary>
/// <param name="Name">As whom the service logs in.</param>
/// <param name="OwnsSchema">It makes and changes the tables, or may make them while there are none.</param>
/// <param name="CouldChangeEvents">Nothing in the database would stop it from changing or deleting an event.</param>
public sealed record ServiceRole(string Name, bool OwnsSchema, bool CouldChangeEvents)
{
    private const string Ask =
        $"""
        select current_user::text,
               coalesce(bool_or(pg_has_role(current_user, relowner, 'MEMBER')), has_database_privilege(current_database(), 'CREATE')),
               coalesce(bool_or(pg_has_role(current_user, relowner, 'MEMBER') or has_table_privilege(oid, 'UPDATE') or has_table_privilege(oid, 'DELETE') or has_table_privilege(oid, 'TRUNCATE')), has_database_privilege(current_database(), 'CREATE'))
        from pg_class where oid = to_regclass('{StoreSetup.Schema}.mt_events')
        """;

    public static async Task<ServiceRole> Of(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Ask, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new ServiceRole(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }
}
