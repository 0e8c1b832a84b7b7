using LeadLifecycle.Server.Notify.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Notify;

/// <summary>Claims what is due under a lease with a fencing token, and writes how it went.</summary>
internal sealed class Deliveries(NpgsqlDataSource database, TimeProvider clock, IOptions<NotifyOptions> options)
{
    /// <summary>Nothing of its lead is about to be told before it.</summary>
    private const string NotOvertaking = $"""
        not exists (select 1 from {NotifyTables.Notification} n
            where n.workspace = d.workspace and n.lead_id = d.lead_id and n.version < d.version and n.fanned_out_at is null)
        """;

    /// <summary>
    /// Nothing overtakes within a lead: neither an earlier delivery that is still pending, unless it has failed for the
    /// longest hold, nor an earlier notification whose deliveries another node is just making. <c>d</c> is the delivery, $3 now, $4 the hold's end.
    /// </summary>
    public const string NotHeld = $"""
        not exists (select 1 from {NotifyTables.Delivery} e
            where e.workspace = d.workspace and e.subscription_id = d.subscription_id and e.lead_id = d.lead_id and e.version < d.version
              and e.state = 'pending' and (e.failing_since is null or e.failing_since > $4))
          and {NotOvertaking}
        """;

    /// <summary>
    /// Once one of a digest is due all go whose period has ended, those too that wait for another try, so that nothing
    /// is overtaken; and only while none of them is under way.
    /// </summary>
    private const string Gathered = $"""
        d.scheduled_at <= $3 and {NotOvertaking}
          and exists (select 1 from {NotifyTables.Delivery} e where e.workspace = d.workspace and e.subscription_id = d.subscription_id and e.state = 'pending' and e.next_at <= $3)
          and not exists (select 1 from {NotifyTables.Delivery} e where e.workspace = d.workspace and e.subscription_id = d.subscription_id and e.state = 'pending' and e.leased_until > $3)
        """;

    private const int MostGathered = 500;

    public Task<IReadOnlyList<Claimed>> Claim(EndpointKey endpoint, int most, CancellationToken ct) => Claim(endpoint, $"d.next_at <= $3 and {NotHeld} order by d.next_at, d.version", most, ct);

    /// <summary>What goes into one message of a digest, in the order of recording.</summary>
    public async Task<IReadOnlyList<Claimed>> ClaimGathered(EndpointKey endpoint, CancellationToken ct) =>
        [.. (await Claim(endpoint, $"{Gathered} order by d.created_at, d.version", MostGathered, ct)).OrderBy(claimed => claimed.Event.RecordedAt).ThenBy(claimed => claimed.Event.LeadId).ThenBy(claimed => claimed.Event.Version)];

    private async Task<IReadOnlyList<Claimed>> Claim(EndpointKey endpoint, string which, int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand($"""
            with due as (
              select d.workspace, d.id from {NotifyTables.Delivery} d join {NotifyTables.Subscription} s on s.workspace = d.workspace and s.id = d.subscription_id
              where d.workspace = $1 and d.subscription_id = $2 and d.state = 'pending' and (d.leased_until is null or d.leased_until <= $3)
                and s.state = 'active' and (s.throttled_until is null or s.throttled_until <= $3)
                and {which}
              limit $5 for update of d skip locked)
            update {NotifyTables.Delivery} d set leased_until = $6, fence = d.fence + 1
            from due join {NotifyTables.Delivery} was on was.workspace = due.workspace and was.id = due.id
              join {NotifyTables.Notification} n on n.workspace = was.workspace and n.event_id = was.event_id
            where d.workspace = due.workspace and d.id = due.id
            returning d.id, d.attempts, d.round_start, d.fence, n.event_id, n.type, n.lead_id, n.version, n.cycle, n.occurred_at, n.recorded, n.facts::text
            """);
        foreach (var value in (object[])[endpoint.Workspace, endpoint.Subscription, now, now - Schedule.LongestHold, most, now + options.Value.Lease]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<Claimed>();
        while (await reader.ReadAsync(ct)) claimed.Add(new Claimed(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3), Event(reader)));
        return claimed;
    }

    /// <summary>The endpoints that have something due now, wherever it came from.</summary>
    public async Task<IReadOnlyList<EndpointKey>> Due(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select s.workspace, s.id from {NotifyTables.Subscription} s
            where s.state = 'active' and (s.throttled_until is null or s.throttled_until <= $1) and exists (
              select 1 from {NotifyTables.Delivery} d where d.workspace = s.workspace and d.subscription_id = s.id and d.state = 'pending'
                and d.next_at <= $1 and (d.leased_until is null or d.leased_until <= $1))
            """);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<EndpointKey>();
        while (await reader.ReadAsync(ct)) due.Add(new EndpointKey(reader.GetString(0), reader.GetGuid(1)));
        return due;
    }

    /// <summary>Gives a delivery back unsent; the host stops.</summary>
    public async Task Release(EndpointKey endpoint, Claimed claimed, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"update {NotifyTables.Delivery} set leased_until = null where workspace = $1 and id = $2 and fence = $3");
        foreach (var value in (object[])[endpoint.Workspace, claimed.Id, claimed.Fence]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Keeps the attempt and what follows for the delivery and its endpoint, in one transaction. Who lost the lease
    /// meanwhile keeps nothing: another node sends or has sent.
    /// </summary>
    /// <param name="jitter">0 to 1.</param>
    public Task Finish(EndpointKey endpoint, Claimed claimed, Attempt attempt, DateTimeOffset at, TimeSpan took, double jitter, CancellationToken ct) =>
        Finish(endpoint, [claimed], attempt, at, took, jitter, ct);

    /// <summary>The same for all that went in one message.</summary>
    public async Task Finish(EndpointKey endpoint, IReadOnlyList<Claimed> together, Attempt attempt, DateTimeOffset at, TimeSpan took, double jitter, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var delivered = attempt.Outcome == AttemptOutcome.Delivered;
        await using var batch = database.CreateBatch();
        foreach (var claimed in together)
        {
            var again = attempt.Outcome is not (AttemptOutcome.Delivered or AttemptOutcome.Refused);
            var wait = again ? Schedule.WaitAfter(claimed.Attempts + 1 - claimed.RoundStart, jitter, attempt.RetryAfter) : null;
            batch.BatchCommands.Add(Kept(endpoint, claimed, attempt, at, took, now, delivered ? "delivered" : wait is null ? "exhausted" : "pending", now + (wait ?? TimeSpan.Zero)));
        }

        batch.BatchCommands.Add(delivered ? EndpointEffects.Works(endpoint) : EndpointEffects.Fails(endpoint, now));
        if (attempt.Outcome == AttemptOutcome.Throttled) batch.BatchCommands.Add(EndpointEffects.Throttle(endpoint, now + Schedule.Throttle(attempt.RetryAfter)));
        if (attempt.Outcome == AttemptOutcome.Gone) batch.BatchCommands.Add(EndpointEffects.Disable(endpoint, "gone", now, null));
        else if (!delivered) batch.BatchCommands.Add(EndpointEffects.Disable(endpoint, "failing", now, now - Schedule.LongestFailing));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Kept(
        EndpointKey endpoint, Claimed claimed, Attempt attempt, DateTimeOffset at, TimeSpan took, DateTimeOffset now, string state, DateTimeOffset next) => new($"""
        with kept as (
          update {NotifyTables.Delivery} set attempts = attempts + 1, leased_until = null, state = case when state = 'pending' then $4 else state end,
            next_at = $5, scheduled_at = $6, finished_at = case when $4 = 'pending' then finished_at else $6 end,
            failing_since = case when $4 = 'pending' then coalesce(failing_since, $6) end
          where workspace = $1 and id = $2 and fence = $3 returning workspace, id, attempts)
        insert into {NotifyTables.Attempt} (workspace, delivery_id, number, at, duration_ms, outcome, status, error, answer)
        select workspace, id, attempts, $7, $8, $9, $10, $11, $12 from kept
        """)
        {
            Parameters =
        {
            new() { Value = endpoint.Workspace }, new() { Value = claimed.Id }, new() { Value = claimed.Fence }, new() { Value = state }, new() { Value = next }, new() { Value = now },
            new() { Value = at }, new() { Value = (int)took.TotalMilliseconds }, new() { Value = Json.Name(attempt.Outcome) },
            new() { Value = (object?)attempt.Status ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = (object?)attempt.Error ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = (object?)attempt.Answer ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        },
        };

    private static ToldEvent Event(NpgsqlDataReader row) => new(
        row.GetGuid(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetGuid(6), row.GetInt64(7), row.GetInt32(8),
        row.GetFieldValue<DateTimeOffset>(9), row.GetFieldValue<DateTimeOffset>(10), NoticeFacts.Parse(row.GetString(11)));
}
