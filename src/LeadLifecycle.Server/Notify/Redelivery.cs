using LeadLifecycle.Server.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Notify;

/// <summary>Puts deliveries back to pending: the same id, attempts go on counting, the schedule and the hold on its lead begin anew.</summary>
internal sealed class Redelivery(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Again = "state = 'pending', next_at = $3, scheduled_at = $3, round_start = attempts, failing_since = null, finished_at = null";

    /// <exception cref="ProblemException">One of the ids is none of this subscription's; nothing was changed.</exception>
    public async Task<int> ById(Subscription subscription, string[] ids, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand($"update {NotifyTables.Delivery} set {Again} where workspace = $1 and subscription_id = $2 and id = any($4) returning id", connection);
        foreach (var value in (object[])[subscription.Workspace, subscription.Id, clock.GetUtcNow(), ids]) command.Parameters.Add(new() { Value = value });
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) found.Add(reader.GetString(0));
        }

        if (ids.FirstOrDefault(id => !found.Contains(id)) is { } unknown) throw new ProblemException(Codes.DeliveryUnknown, $"The subscription has no delivery '{unknown}'; nothing was changed.");
        await transaction.CommitAsync(ct);
        return found.Count;
    }

    /// <param name="from">Of the event's recording, inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="state">Only those in it; null takes all.</param>
    public async Task<int> ByTime(Subscription subscription, DateTimeOffset from, DateTimeOffset to, string? state, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {NotifyTables.Delivery} d set {Again} from {NotifyTables.Notification} n
            where d.workspace = $1 and d.subscription_id = $2 and n.workspace = d.workspace and n.event_id = d.event_id
              and n.recorded >= $4 and n.recorded < $5 and ($6::text is null or d.state = $6)
            """);
        foreach (var value in (object[])[subscription.Workspace, subscription.Id, clock.GetUtcNow(), from, to]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
