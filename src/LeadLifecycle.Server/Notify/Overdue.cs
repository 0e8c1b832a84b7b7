using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>What is beyond twice its schedule although nothing holds it back: it is not paused, throttled or behind an earlier one of its lead.</summary>
internal sealed class Overdue(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Even what was due at once has this long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<(EndpointKey Endpoint, long Count)>> Deliveries(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand($"""
            select d.workspace, d.subscription_id, count(*) from {NotifyTables.Subscription} s
            join {NotifyTables.Delivery} d on d.workspace = s.workspace and d.subscription_id = s.id and d.state = 'pending'
            where s.state = 'active' and (s.throttled_until is null or s.throttled_until + $1 <= $3)
              and d.next_at + (d.next_at - d.scheduled_at) + $1 < $3 and d.created_at < $2 and {Notify.Deliveries.NotHeld}
            group by d.workspace, d.subscription_id
            """);
        foreach (var value in (object[])[Grace, now - Grace, now, now - Schedule.LongestHold]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var late = new List<(EndpointKey, long)>();
        while (await reader.ReadAsync(ct)) late.Add((new EndpointKey(reader.GetString(0), reader.GetGuid(1)), reader.GetInt64(2)));
        return late;
    }

    /// <summary>Notifications nobody has made deliveries of.</summary>
    public async Task<long> Notifications(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select count(*) from {NotifyTables.Notification} where fanned_out_at is null and recorded < now() - $1");
        command.Parameters.Add(new() { Value = Grace });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
