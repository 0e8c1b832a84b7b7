using System.Security.Cryptography;
using System.Text.Json;
using LeadLifecycle.Server.Notify.Digests;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>
/// Makes the deliveries of what is to be told: one per event and subscription that gathered when the event was recorded
/// and asks for it. Doing it twice makes nothing twice, because a delivery's id follows from the two.
/// </summary>
internal sealed class FanOut(NpgsqlDataSource database, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>One transaction's worth; the subscriptions that have something new, null when nothing waited.</summary>
    public async Task<IReadOnlyCollection<EndpointKey>?> Run(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var waiting = await Waiting(connection, ct);
        if (waiting.Count == 0) return null;
        var asking = await Asking(connection, [.. waiting.Select(told => told.Workspace).Distinct()], ct);
        var pairs = waiting
            .SelectMany(told => asking.Where(one => one.Key.Workspace == told.Workspace && one.ActiveFrom <= told.Recorded && one.Filter.Fits(told.Type, told.Facts)).Select(one => (Told: told, one.Key, one.Digest)))
            .ToArray();
        await Write(connection, waiting, pairs, ct);
        await transaction.CommitAsync(ct);
        return [.. pairs.Select(pair => pair.Key).Distinct()];
    }

    /// <summary>The id every attempt of a delivery carries.</summary>
    public static string DeliveryId(Guid eventId, Guid subscription)
    {
        Span<byte> both = stackalloc byte[32];
        eventId.TryWriteBytes(both, bigEndian: true, out _);
        subscription.TryWriteBytes(both[16..], bigEndian: true, out _);
        return "msg_" + Convert.ToHexStringLower(SHA256.HashData(both).AsSpan(0, 16));
    }

    private static async Task<List<Told>> Waiting(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select workspace, event_id, type, lead_id, version, recorded, facts::text from {NotifyTables.Notification}
             where fanned_out_at is null order by recorded limit {Most} for update skip locked
             """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var waiting = new List<Told>();
        while (await reader.ReadAsync(ct))
        {
            waiting.Add(new Told(
                reader.GetString(0), reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetGuid(3), reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(5), NoticeFacts.Parse(reader.GetString(6))));
        }

        return waiting;
    }

    /// <summary>Locked for share: one that is deleted meanwhile waits, and then cancels what is made here.</summary>
    private static async Task<List<(EndpointKey Key, Filter Filter, DateTimeOffset ActiveFrom, Digest? Digest)>> Asking(NpgsqlConnection connection, string[] workspaces, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select workspace, id, filter::text, active_from, digest from {NotifyTables.Subscription} where workspace = any($1) and state in ('active', 'paused') for share", connection);
        command.Parameters.Add(new() { Value = workspaces });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var asking = new List<(EndpointKey, Filter, DateTimeOffset, Digest?)>();
        while (await reader.ReadAsync(ct))
        {
            asking.Add((
                new EndpointKey(reader.GetString(0), reader.GetGuid(1)), JsonSerializer.Deserialize<Filter>(reader.GetString(2), Json.Options)!, reader.GetFieldValue<DateTimeOffset>(3),
                Digest.Parse(reader.IsDBNull(4) ? null : reader.GetString(4))));
        }

        return asking;
    }

    private async Task Write(NpgsqlConnection connection, List<Told> waiting, (Told Told, EndpointKey Key, Digest? Digest)[] pairs, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            insert into {NotifyTables.Delivery} (workspace, id, subscription_id, event_id, lead_id, version, type, scheduled_at, next_at, created_at)
            select d.workspace, d.id, d.subscription_id, d.event_id, d.lead_id, d.version, d.type, d.due, d.due, $9
            from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::timestamptz[])
              as d(workspace, id, subscription_id, event_id, lead_id, version, type, due)
            on conflict do nothing
            """)
        {
            Parameters =
            {
                new() { Value = pairs.Select(pair => pair.Key.Workspace).ToArray() },
                new() { Value = pairs.Select(pair => DeliveryId(pair.Told.EventId, pair.Key.Subscription)).ToArray() },
                new() { Value = pairs.Select(pair => pair.Key.Subscription).ToArray() },
                new() { Value = pairs.Select(pair => pair.Told.EventId).ToArray() },
                new() { Value = pairs.Select(pair => pair.Told.LeadId).ToArray() },
                new() { Value = pairs.Select(pair => pair.Told.Version).ToArray() },
                new() { Value = pairs.Select(pair => pair.Told.Type).ToArray() },
                new() { Value = pairs.Select(pair => pair.Digest?.EndAfter(now) ?? now).ToArray() },
                new() { Value = now },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            update {NotifyTables.Notification} n set fanned_out_at = now() from unnest($1::text[], $2::uuid[]) as w(workspace, event_id)
            where n.workspace = w.workspace and n.event_id = w.event_id
            """)
        {
            Parameters = { new() { Value = waiting.Select(told => told.Workspace).ToArray() }, new() { Value = waiting.Select(told => told.EventId).ToArray() } },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    private sealed record Told(string Workspace, Guid EventId, string Type, Guid? LeadId, long Version, DateTimeOffset Recorded, NoticeFacts Facts);
}
