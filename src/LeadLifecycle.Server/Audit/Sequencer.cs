using LeadLifecycle.Proofs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// Feeds every workspace's log with its events in the order of their positions. One node of all does it, as long as its connection holds the
/// lock; everything is written on that same connection, so a node that has lost the lock writes nothing.
/// </summary>
internal sealed partial class Sequencer(NpgsqlDataSource database, Checkpoints checkpoints, AuditMetrics metrics, TimeProvider clock, IOptions<AuditOptions> options, ILogger<Sequencer> logger) : BackgroundService
{
    /// <summary>Events a transaction takes.</summary>
    private const int Page = 2_000;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, WorkspaceLog> _logs = [];
    private long _cursor;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                if (await Lock(connection, stoppingToken)) await SequenceAndUnlock(connection, stoppingToken);
                await Task.Delay(Elsewhere, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(logger, failure);
                await Task.Delay(Elsewhere, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SequenceAndUnlock(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await Sequence(connection, ct);
        }
        finally
        {
            // The pool would keep the session, and with it the lock.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    private async Task Sequence(NpgsqlConnection connection, CancellationToken ct)
    {
        await Load(connection, ct);
        var settled = new Settled();
        while (true)
        {
            var waiting = await settled.Look(connection, ct);
            while (_cursor < settled.Position) await Take(connection, settled.Position, ct);
            await Sign(connection, ct);
            await Task.Delay(waiting ? Soon : Idle, ct);
        }
    }

    /// <summary>Session-wide, until the connection goes; asked of the database, so that it counts over all nodes.</summary>
    private static async Task<bool> Lock(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock(hashtext('{AuditTables.Head}'))", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Load(NpgsqlConnection connection, CancellationToken ct)
    {
        _logs.Clear();
        await using var batch = new NpgsqlBatch(connection);
        WorkspaceLog.Add(batch, $"insert into {AuditTables.Cursor} (one, position) values (true, 0) on conflict do nothing");
        WorkspaceLog.Add(batch, $"select position from {AuditTables.Cursor}");
        WorkspaceLog.Add(batch, $"select workspace, size, edge, positions, leaves from {AuditTables.Head}");
        WorkspaceLog.Add(batch, $"select workspace, max(size) from {AuditTables.Checkpoint} group by workspace");
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _cursor = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var log = WorkspaceLog.Read(reader);
            _logs[log.Workspace] = log;
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) _logs[reader.GetString(0)].SignedSize = reader.GetInt64(1);
        foreach (var log in _logs.Values.Where(log => log.Frontier.Size > log.SignedSize)) log.UnsignedSince = clock.GetUtcNow();
    }

    /// <summary>A page of events into their logs, with the cursor, in one transaction.</summary>
    private async Task Take(NpgsqlConnection connection, long upTo, CancellationToken ct)
    {
        var entries = await Read(connection, upTo, ct);
        var reached = entries.Count == Page ? entries[^1].Position : upTo;
        foreach (var entry in entries)
        {
            if (!_logs.TryGetValue(entry.Workspace, out var log)) _logs[entry.Workspace] = log = new WorkspaceLog(entry.Workspace);
            log.Append(entry.Position, entry.LeafHash());
            log.UnsignedSince ??= clock.GetUtcNow();
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var workspace in entries.Select(entry => entry.Workspace).Distinct()) _logs[workspace].Write(batch);
        WorkspaceLog.Add(batch, $"update {AuditTables.Cursor} set position = $1", reached);
        await batch.ExecuteNonQueryAsync(ct);
        _cursor = reached;
        metrics.Sized(_logs.Values.Sum(log => log.Frontier.Size));
        if (entries.Count > 0) metrics.Took(clock.GetUtcNow() - entries[^1].RecordedAt);
        await Sign(connection, ct);
    }

    private async Task<List<LogEntry>> Read(NpgsqlConnection connection, long upTo, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {LogRows.Columns} from leads.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id limit {Page}", connection)
        {
            Parameters = { new() { Value = _cursor }, new() { Value = upTo } },
        };
        return await LogRows.Read(command, ct);
    }

    private async Task Sign(NpgsqlConnection connection, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var log in _logs.Values)
        {
            var (news, since) = (log.Frontier.Size - log.SignedSize, log.UnsignedSince ?? now);
            if (news < options.Value.CheckpointAfter && (news == 0 || now - since < options.Value.CheckpointEvery)) continue;
            await checkpoints.Sign(connection, log, now, ct);
            (log.SignedSize, log.UnsignedSince) = (log.Frontier.Size, null);
        }
    }

    [LoggerMessage(LogLevel.Error, "The audit log stands still; it is tried again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
