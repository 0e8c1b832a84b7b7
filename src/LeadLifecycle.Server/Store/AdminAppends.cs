using Marten;
using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>Appends to the administrative stream of a workspace, one at a time. Committed when it returns.</summary>
public sealed class AdminAppends(NpgsqlDataSource database, IDocumentStore store)
{
    /// <exception cref="NpgsqlException">The database did not say that it is recorded.</exception>
    public async Task Record(string workspace, AdminEvent e, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Lock(connection, workspace, ct);
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = workspace;
        await using var session = store.LightweightSession(options);
        session.Events.Append(Workspace.AdminIdOf(workspace), e);
        await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Its order is the order of the commits.</summary>
    private static async Task Lock(NpgsqlConnection connection, string workspace, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('admin/' || $1, 0))", connection);
        command.Parameters.Add(new() { Value = workspace });
        await command.ExecuteNonQueryAsync(ct);
    }
}
