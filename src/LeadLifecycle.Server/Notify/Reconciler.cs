using LeadLifecycle.Server.Store;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>
/// Compares every minute what should be there with what is: notifiable events without a notification row, which get
/// one, and deliveries beyond twice their schedule, whose endpoints are rung. Both are counted, and both are to be zero.
/// </summary>
internal sealed partial class Reconciler(
    NpgsqlDataSource database, LeadStreams streams, AgreementsInForce agreements, NotifyMetrics metrics, FanOutBell bell, Dispatcher dispatcher, Overdue overdue, IOptions<NotifyOptions> options, ILogger<Reconciler> logger)
    : BackgroundService
{
    /// <summary>Positions looked at again each time: those still committing a minute ago are among them.</summary>
    private const long Again = 10_000;

    /// <summary>Positions looked at after a start.</summary>
    private const long AtStart = 100_000;

    private static readonly string[] StageNames =
        [.. EventNames.All.Where(name => name.Value.IsSubclassOf(typeof(StageFact)) && name.Value != typeof(LeadCaptured) && name.Value != typeof(LeadEngaged)).Select(name => name.Key)];

    /// <summary>What a clock raises moves nothing and is told all the same.</summary>
    private static readonly string[] RaisedNames = [.. EventNames.All.Where(name => name.Value.IsSubclassOf(typeof(SlaEvent))).Select(name => name.Key)];

    private long? _reached;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Reconcile);
        do
        {
            try
            {
                metrics.Reconciled(await Repair(stoppingToken), await Remind(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The gauges keep their last figures; an operator sees this line, and the next minute tries again.
                Failed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Gives every notifiable event its row; how many lacked one.</summary>
    private async Task<int> Repair(CancellationToken ct)
    {
        var (newest, suspects) = await Suspects(ct);
        var repaired = 0;
        foreach (var (workspace, leadId, eventId, version) in suspects)
        {
            var (notice, recorded) = await Judge(workspace, leadId, version, ct);
            if (notice is null) continue;
            await using var command = database.CreateCommand($"""
                insert into {NotifyTables.Notification} (workspace, event_id, type, lead_id, version, cycle, occurred_at, recorded, facts)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb) on conflict do nothing
                """);
            foreach (var value in (object[])[workspace, eventId, notice.Type, leadId, version, notice.Cycle, notice.OccurredAt, recorded, notice.Facts.Text]) command.Parameters.Add(new() { Value = value });
            repaired += await command.ExecuteNonQueryAsync(ct);
        }

        _reached = newest;
        if (repaired == 0) return 0;
        Repaired(logger, repaired);
        bell.Ring();
        return repaired;
    }

    private async Task<(long Newest, List<(string Workspace, Guid LeadId, Guid EventId, long Version)> Suspects)> Suspects(CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select coalesce(max(seq_id), 0) from leads.mt_events"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            select e.tenant_id, e.stream_id, e.id, e.version from leads.mt_events e
            where e.seq_id > coalesce($1, (select coalesce(max(seq_id), 0) from leads.mt_events) - {AtStart}) and e.data ->> 'backfill' is distinct from 'true'
              and (e.type = any($3) or (e.type = any($2) and e.data -> 'move' ->> 'to' is distinct from e.data -> 'move' ->> 'from'))
              and not exists (select 1 from {NotifyTables.Notification} n where n.workspace = e.tenant_id and n.event_id = e.id)
            order by e.seq_id
            """)
        {
            Parameters = { new() { Value = _reached is { } reached ? reached - Again : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint }, new() { Value = StageNames }, new() { Value = RaisedNames } },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var newest = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var suspects = new List<(string, Guid, Guid, long)>();
        while (await reader.ReadAsync(ct)) suspects.Add((reader.GetString(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt64(3)));
        return (newest, suspects);
    }

    /// <summary>The same judgement as at the commit, on the lead as it was then.</summary>
    private async Task<(Notice? Notice, DateTimeOffset RecordedAt)> Judge(string workspace, Guid leadId, long version, CancellationToken ct)
    {
        Lead? lead = null;
        StoredEvent? last = null;
        foreach (var stored in await streams.Read(workspace, leadId, version: version, ct: ct))
        {
            lead = Lead.Evolve(lead, leadId, stored.Id, stored.Event);
            last = stored;
        }

        return lead is null || last is null ? (null, default) : (Notice.Of(last.Event, lead, agreements.Of(workspace).At(last.RecordedAt)), last.RecordedAt);
    }

    private async Task<long> Remind(CancellationToken ct)
    {
        var late = await overdue.Deliveries(ct);
        foreach (var (endpoint, _) in late) dispatcher.Ring(endpoint);
        var unsent = await overdue.Notifications(ct);
        if (unsent > 0) bell.Ring();
        return late.Sum(endpoint => endpoint.Count) + unsent;
    }

    [LoggerMessage(LogLevel.Error, "{Count} notifiable events had no notification row; they have one now")]
    private static partial void Repaired(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "The notifications could not be reconciled")]
    private static partial void Failed(ILogger logger, Exception failure);
}
