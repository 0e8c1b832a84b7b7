using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>One attempt as it is shown.</summary>
/// <param name="DurationMs">Milliseconds from the start of the exchange to its end.</param>
internal sealed record AttemptAnswer(int Number, DateTimeOffset At, int DurationMs, string Outcome, int? Status, string? Error, string? Answer);

/// <summary>One delivery as it is shown, with its attempts in order.</summary>
/// <param name="NextAt">When it is tried next; null when it is not pending.</param>
internal sealed record DeliveryAnswer(
    string Id, Guid SubscriptionId, Guid EventId, string Type, Guid? LeadId, long Version, string State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, DateTimeOffset? NextAt,
    IReadOnlyList<AttemptAnswer> Attempts)
{
    [JsonIgnore]
    public string Cursor => $"{CreatedAt.UtcTicks}-{Id}";
}

/// <summary>Reads deliveries with their attempts, in one query.</summary>
internal sealed class DeliveryList(NpgsqlDataSource database)
{
    private const string Columns = $"""
        d.id, d.subscription_id, d.event_id, d.type, d.lead_id, d.version, d.state, d.created_at, d.finished_at, d.next_at,
        (select coalesce(json_agg(json_build_object('number', a.number, 'at', a.at, 'durationMs', a.duration_ms, 'outcome', a.outcome, 'status', a.status, 'error', a.error, 'answer', a.answer) order by a.number), '[]')::text
           from {NotifyTables.Attempt} a where a.workspace = d.workspace and a.delivery_id = d.id)
        """;

    /// <summary>A subscription's deliveries, the newest first.</summary>
    public async Task<IReadOnlyList<DeliveryAnswer>> Of(Subscription subscription, string? state, (DateTimeOffset CreatedAt, string Id)? before, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from {NotifyTables.Delivery} d
            where d.workspace = $1 and d.subscription_id = $2 and ($3::text is null or d.state = $3) and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5::text))
            order by d.created_at desc, d.id desc limit $6
            """);
        command.Parameters.Add(new() { Value = subscription.Workspace });
        command.Parameters.Add(new() { Value = subscription.Id });
        command.Parameters.Add(new() { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)before?.CreatedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = (object?)before?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit });
        return await Read(command, ct);
    }

    /// <summary>All deliveries that tell of a lead.</summary>
    public async Task<IReadOnlyList<DeliveryAnswer>> About(string workspace, Guid leadId, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from {NotifyTables.Notification} n join {NotifyTables.Delivery} d on d.workspace = n.workspace and d.event_id = n.event_id
            where n.workspace = $1 and n.lead_id = $2 order by d.version, d.created_at, d.id
            """);
        command.Parameters.Add(new() { Value = workspace });
        command.Parameters.Add(new() { Value = leadId });
        return await Read(command, ct);
    }

    private static async Task<IReadOnlyList<DeliveryAnswer>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<DeliveryAnswer>();
        while (await reader.ReadAsync(ct))
        {
            var state = reader.GetString(6);
            found.Add(new DeliveryAnswer(
                reader.GetString(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.GetInt64(5), state,
                reader.GetFieldValue<DateTimeOffset>(7), reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8), state == "pending" ? reader.GetFieldValue<DateTimeOffset>(9) : null,
                JsonSerializer.Deserialize<AttemptAnswer[]>(reader.GetString(10), Json.Options)!));
        }

        return found;
    }
}
