using System.Globalization;
using LeadLifecycle.Proofs;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>A kept checkpoint.</summary>
internal sealed record KeptCheckpoint(long Size, DateTimeOffset MadeAt, string Note);

/// <summary>Signs what a log is, and reads what was signed.</summary>
internal sealed class Checkpoints(NpgsqlDataSource database, AuditKey key)
{
    /// <param name="connection">The sequencer's, which holds the lock.</param>
    public async Task Sign(NpgsqlConnection connection, WorkspaceLog log, DateTimeOffset now, CancellationToken ct)
    {
        var origin = (await key.Of(log.Workspace)).Name;
        var checkpoint = new Checkpoint(origin, log.Frontier.Size, log.Frontier.Root(), [now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]);
        var note = await key.Sign(log.Workspace, checkpoint.Text);
        await using var command = new NpgsqlCommand($"insert into {AuditTables.Checkpoint} (workspace, size, note) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = log.Workspace }, new() { Value = checkpoint.Size }, new() { Value = note.ToString() } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The latest of at most a size; null when there is none.</summary>
    public async Task<KeptCheckpoint?> Latest(string workspace, long size, CancellationToken ct) =>
        (await Some(workspace, "size <= $2 order by size desc", size, 1, ct)).FirstOrDefault();

    /// <summary>Those after a size, in their order.</summary>
    public Task<List<KeptCheckpoint>> After(string workspace, long size, int limit, CancellationToken ct) => Some(workspace, "size > $2 order by size", size, limit, ct);

    private async Task<List<KeptCheckpoint>> Some(string workspace, string which, long size, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select size, made_at, note from {AuditTables.Checkpoint} where workspace = $1 and {which} limit $3");
        foreach (var value in (object[])[workspace, size, limit]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<KeptCheckpoint>();
        while (await reader.ReadAsync(ct)) found.Add(new KeptCheckpoint(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2)));
        return found;
    }
}
