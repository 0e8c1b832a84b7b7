using System.Text.Json;
using LeadLifecycle.Server.Hosting.Secrets;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Signing;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>The subscriptions as they lie in the database.</summary>
internal sealed class Subscriptions(NpgsqlDataSource database, SecretBox box, TimeProvider clock)
{
    private const string Columns =
        "id, workspace, name, channel, settings, filter::text, payload::text, state, reason, secret, previous_secret, previous_until, created_at, active_from, throttled_until, failing_since";

    /// <summary>Null when there is none, or it is deleted.</summary>
    public async Task<Subscription?> Find(string workspace, Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {NotifyTables.Subscription} where workspace = $1 and id = $2 and state <> 'deleted'");
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = id });
        return (await Read(command, ct)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<Subscription>> All(string workspace, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {NotifyTables.Subscription} where workspace = $1 and state <> 'deleted' order by created_at, id");
        command.Parameters.Add(new() { Value = workspace });
        return await Read(command, ct);
    }

    public async Task Add(Subscription made, EndpointKeys? keys, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {NotifyTables.Subscription} (workspace, id, name, channel, settings, filter, payload, digest, state, secret)
            values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, 'active', $9)
            """);
        Fill(command.Parameters, made);
        command.Parameters.Add(new() { Value = keys is null ? DBNull.Value : box.Protect(keys.Reveal()), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task Change(Subscription changed, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {NotifyTables.Subscription} set name = $3, channel = $4, settings = $5, filter = $6::jsonb, payload = $7::jsonb, digest = $8
            where workspace = $1 and id = $2 and state <> 'deleted'
            """);
        Fill(command.Parameters, changed);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Both sign for the given time; a secret that was itself being rotated out is gone at once.</summary>
    public async Task Rotate(Subscription subscription, EndpointKeys keys, DateTimeOffset until, CancellationToken ct) =>
        await Run(subscription, ct, ($"update {NotifyTables.Subscription} set previous_secret = secret, previous_until = $3, secret = $4 where workspace = $1 and id = $2", [until, box.Protect(keys.Reveal())]));

    public async Task Pause(Subscription subscription, CancellationToken ct) =>
        await Run(subscription, ct, ($"update {NotifyTables.Subscription} set state = 'paused' where workspace = $1 and id = $2 and state = 'active'", []));

    /// <summary>A paused one goes on where it was; a disabled one starts anew with what was left undelivered.</summary>
    public async Task Resume(Subscription subscription, CancellationToken ct) => await Run(
        subscription, ct,
        ($"""
          update {NotifyTables.Delivery} set next_at = $3, scheduled_at = $3, round_start = attempts, failing_since = null
          where workspace = $1 and subscription_id = $2 and state = 'pending'
            and exists (select 1 from {NotifyTables.Subscription} s where s.workspace = $1 and s.id = $2 and s.state = 'disabled')
          """, [clock.GetUtcNow()]),
        ($"""
          update {NotifyTables.Subscription} set state = 'active', reason = null, throttled_until = null, failing_since = null,
            active_from = case when state = 'disabled' then now() else active_from end
          where workspace = $1 and id = $2 and state in ('paused', 'disabled')
          """, []));

    /// <summary>What was told stays for the receipts; what was not is cancelled, and the keys are gone.</summary>
    public async Task Delete(Subscription subscription, CancellationToken ct) => await Run(
        subscription, ct,
        ($"update {NotifyTables.Subscription} set state = 'deleted', settings = null, secret = null, previous_secret = null where workspace = $1 and id = $2", []),
        ($"update {NotifyTables.Delivery} set state = 'cancelled', finished_at = $3 where workspace = $1 and subscription_id = $2 and state = 'pending'", [clock.GetUtcNow()]));

    private async Task Run(Subscription subscription, CancellationToken ct, params (string Sql, object[] More)[] statements)
    {
        await using var batch = database.CreateBatch();
        foreach (var (sql, more) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in (object[])[subscription.Workspace, subscription.Id, .. more]) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private void Fill(NpgsqlParameterCollection parameters, Subscription subscription)
    {
        foreach (var value in (object[])
                 [
                     subscription.Workspace, subscription.Id, subscription.Name, subscription.Channel,
                     box.Protect(JsonSerializer.SerializeToUtf8Bytes(subscription.Settings.Values)),
                     JsonSerializer.Serialize(subscription.Filter, Json.Options), JsonSerializer.Serialize(subscription.Payload, Json.Options),
                 ])
        {
            parameters.Add(new() { Value = value });
        }

        // In the clear beside the encrypted settings: the fan-out goes by it.
        parameters.Add(new() { Value = (object?)subscription.Settings.Digest?.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
    }

    /// <exception cref="UnreadableSecretException">The key is not the one the secrets were kept with.</exception>
    private async Task<IReadOnlyList<Subscription>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<Subscription>();
        while (await reader.ReadAsync(ct)) found.Add(Read(reader));
        return found;
    }

    private Subscription Read(NpgsqlDataReader row)
    {
        var previousUntil = Instant(row, 11);
        byte[]?[] secrets = [Secret(row, 9), previousUntil > clock.GetUtcNow() ? Secret(row, 10) : null];
        return new Subscription(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3),
            new ChannelSettings(JsonSerializer.Deserialize<Dictionary<string, string>>(Secret(row, 4)!)!),
            JsonSerializer.Deserialize<Filter>(row.GetString(5), Json.Options)!, JsonSerializer.Deserialize<Payload>(row.GetString(6), Json.Options)!)
        {
            State = Enum.Parse<SubscriptionState>(row.GetString(7), ignoreCase: true),
            Reason = row.IsDBNull(8) ? null : row.GetString(8),
            Keys = [.. secrets.OfType<byte[]>().Select(EndpointKeys.Read)],
            PreviousSecretUntil = previousUntil > clock.GetUtcNow() ? previousUntil : null,
            CreatedAt = row.GetFieldValue<DateTimeOffset>(12),
            ActiveFrom = row.GetFieldValue<DateTimeOffset>(13),
            ThrottledUntil = Instant(row, 14),
            FailingSince = Instant(row, 15),
        };
    }

    private byte[]? Secret(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : box.Unprotect(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
