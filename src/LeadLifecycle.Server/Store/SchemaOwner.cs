using JasperFx.Resources;
using Marten;
using Npgsql;
using Weasel.Core.Migrations;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// Makes and migrates the schema as the role that owns it, and lets the service's role work in it. That role may read, add and, in
/// the views, change; what is recorded it can neither change nor delete, whoever gets hold of its password.
/// </summary>
internal static class SchemaOwner
{
    private static readonly string[] Schemas = [StoreSetup.Schema, StoreSetup.MessageSchema];

    /// <param name="owners">The composed service, not started, connected as the owner.</param>
    /// <param name="role">The service's role; it exists.</param>
    /// <exception cref="PostgresException">The owner may not do this, or there is no such role.</exception>
    public static async Task Prepare(IHost owners, string role, CancellationToken ct = default)
    {
        await owners.SetupResources(ct);
        var appendOnly = owners.Services.GetServices<AppendOnlyTable>().Select(table => table.Name);
        await using var connection = await owners.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await using var grant = new NpgsqlCommand(Grants(Quoted(role), [EventTable, .. appendOnly]), connection);
        await grant.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether the tables are this version's.</summary>
    /// <param name="app">The composed service, not started.</param>
    public static async Task<bool> IsCurrent(IHost app, CancellationToken ct = default)
    {
        try
        {
            await app.Services.GetRequiredService<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(ct);
            return true;
        }
        catch (DatabaseValidationException)
        {
            return false; // it is the only way to ask
        }
    }

    private static string EventTable => $"{StoreSetup.Schema}.mt_events";

    private static string StreamTable => $"{StoreSetup.Schema}.mt_streams";

    /// <summary>Sent as one message and so one transaction: a node that works meanwhile never has more rights or fewer.</summary>
    private static string Grants(string role, IEnumerable<string> appendOnly) => string.Concat(
        // Two nodes that start together would meet on the same catalogue rows.
        $"SELECT pg_advisory_xact_lock(hashtext('{StoreSetup.Schema}.grants'));",
        string.Concat(Schemas.Select(schema =>
            $"""
            GRANT USAGE ON SCHEMA {schema} TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {schema} TO {role};
            GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role};
            """)),
        string.Concat(appendOnly.Select(table => $"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role};")),
        // A stream's row moves on with its version; it is neither removed nor given another key.
        $"REVOKE UPDATE, DELETE, TRUNCATE ON {StreamTable} FROM {role}; GRANT UPDATE (version, timestamp) ON {StreamTable} TO {role};",
        // Positions are given out, never set back.
        $"REVOKE UPDATE ON SEQUENCE {StoreSetup.Schema}.mt_events_sequence FROM {role};");

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A table whose rows are never changed and never deleted, by the rights of the service's role.</summary>
/// <param name="Name">With its schema.</param>
internal sealed record AppendOnlyTable(string Name);
