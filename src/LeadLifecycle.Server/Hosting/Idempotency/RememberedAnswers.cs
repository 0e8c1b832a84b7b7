using LeadLifecycle.Server.Hosting.Secrets;
using LeadLifecycle.Server.Store;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>A request under a key.</summary>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Route">The path that was asked, its ids included.</param>
/// <param name="Key">Keyed hash of the client's key.</param>
/// <param name="Request">Keyed hash of what was asked.</param>
internal sealed record KeyedRequest(Workspace Workspace, string Route, string Key, string Request)
{
    /// <summary>Tells this try from one that takes over, so that a late one changes nothing.</summary>
    public Guid Claim { get; } = Guid.NewGuid();
}

/// <summary>The requests under a key as they lie in the database, which alone decides who is first.</summary>
internal sealed class RememberedAnswers(NpgsqlDataSource database, SecretBox box, IOptions<IdempotencyOptions> options)
{
    private const string Purpose = "idempotency";
    private const string Mine = "where workspace = $1 and route = $2 and key = $3 and claim = $4 and status is null";

    /// <summary>True when this try is the one to run: nobody asked before, or whoever did died without an answer.</summary>
    public async Task<bool> Claim(KeyedRequest asked)
    {
        await using var command = Command($"""
            insert into {IdempotencyTable.Name} as t (workspace, route, key, claim, request) values ($1, $2, $3, $4, $5)
            on conflict (workspace, route, key) do update set claim = excluded.claim, claimed_at = now()
            where t.status is null and t.request = excluded.request and t.claimed_at < now() - $6
            """, asked, asked.Request, options.Value.TakenOverAfter);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    /// <summary>What was asked under the key, and the answer when there is one; null when the key was given back meanwhile.</summary>
    /// <exception cref="UnreadableSecretException">The answer was kept with a key that is no longer configured.</exception>
    public async Task<(string Request, RememberedAnswer? Answer)?> Find(KeyedRequest asked)
    {
        await using var command = database.CreateCommand($"select request, status, content_type, location, body from {IdempotencyTable.Name} where workspace = $1 and route = $2 and key = $3");
        foreach (var value in (string[])[asked.Workspace.Name, asked.Route, asked.Key]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync()) return null;
        return (row.GetString(0), row.IsDBNull(1) ? null : new RememberedAnswer(row.GetInt32(1), Text(row, 2), Text(row, 3), box.Unprotect(row.GetFieldValue<byte[]>(4), Purpose)));
    }

    public async Task Remember(KeyedRequest asked, RememberedAnswer answer)
    {
        await using var command = Command($"update {IdempotencyTable.Name} set status = $5, content_type = $6, location = $7, body = $8 {Mine}", asked, answer.Status);
        foreach (var text in (string?[])[answer.ContentType, answer.Location]) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = box.Protect(answer.Body, Purpose) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The key is free again: what was done under it has no answer worth keeping.</summary>
    public async Task GiveBack(KeyedRequest asked)
    {
        await using var command = Command($"delete from {IdempotencyTable.Name} {Mine}", asked);
        await command.ExecuteNonQueryAsync();
    }

    public async Task Prune(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"delete from {IdempotencyTable.Name} where created_at < now() - $1");
        command.Parameters.Add(new() { Value = options.Value.Kept });
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, KeyedRequest asked, params ReadOnlySpan<object> more)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in (object[])[asked.Workspace.Name, asked.Route, asked.Key, asked.Claim, .. more]) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
