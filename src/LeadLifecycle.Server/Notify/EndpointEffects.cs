using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Notify;

/// <summary>What one attempt means for its endpoint as a whole.</summary>
internal static class EndpointEffects
{
    public static NpgsqlBatchCommand Works(EndpointKey endpoint) =>
        Of($"update {NotifyTables.Subscription} set failing_since = null where workspace = $1 and id = $2 and failing_since is not null", endpoint);

    public static NpgsqlBatchCommand Fails(EndpointKey endpoint, DateTimeOffset now) =>
        Of($"update {NotifyTables.Subscription} set failing_since = $3 where workspace = $1 and id = $2 and failing_since is null", endpoint, now);

    public static NpgsqlBatchCommand Throttle(EndpointKey endpoint, DateTimeOffset until) => Of(
        $"update {NotifyTables.Subscription} set throttled_until = greatest(throttled_until, $3) where workspace = $1 and id = $2", endpoint, until);

    /// <summary>Disables it and tells the others, once; what is undelivered waits for it to be resumed.</summary>
    /// <param name="failingUpTo">Only when it has failed since then or longer; null disables whatever it did.</param>
    public static NpgsqlBatchCommand Disable(EndpointKey endpoint, string reason, DateTimeOffset now, DateTimeOffset? failingUpTo)
    {
        var facts = new NoticeFacts { Subscription = endpoint.Subscription, Reason = reason }.Text;
        var command = Of(
            $"""
             with disabled as (
               update {NotifyTables.Subscription} set state = 'disabled', reason = $3
               where workspace = $1 and id = $2 and state in ('active', 'paused') and ($4::timestamptz is null or failing_since <= $4) returning workspace)
             insert into {NotifyTables.Notification} (workspace, event_id, type, version, cycle, occurred_at, facts)
             select workspace, $5, '{NoticeTypes.SubscriptionDisabled}', 0, 0, $6, $7::jsonb from disabled
             """, endpoint, reason);
        command.Parameters.Add(new() { Value = (object?)failingUpTo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = facts });
        return command;
    }

    private static NpgsqlBatchCommand Of(string sql, EndpointKey endpoint, params object[] more)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in (object[])[endpoint.Workspace, endpoint.Subscription, .. more]) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
