using System.Diagnostics;
using LeadLifecycle.Server.Hosting;
using Npgsql;

namespace LeadLifecycle.Server.Views;

/// <summary>How far an answer reaches: everything up to this position is in it.</summary>
/// <param name="RecordedAt">When the event at that position was recorded; null while there is none.</param>
public sealed record UpTo(long Position, DateTimeOffset? RecordedAt);

/// <summary>Knows how far the views and the high-water mark are, and waits for them.</summary>
public sealed class Freshness(NpgsqlDataSource database)
{
    public const string Views = $"{LeadViews.ViewName}:All";
    public const string HighWaterMark = "HighWaterMark";

    /// <summary>How long <c>waitFor</c> may wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    public async Task<UpTo> Of(string progression, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select p.last_seq_id, e.timestamp
            from (select coalesce(max(last_seq_id), 0) as last_seq_id from leads.mt_event_progression where name = $1) p
            left join lateral (select timestamp from leads.mt_events where seq_id <= p.last_seq_id order by seq_id desc limit 1) e on true
            """);
        command.Parameters.Add(new() { Value = progression });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new UpTo(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>Waits until the views reach a position.</summary>
    /// <exception cref="ProblemException"><c>view.behind</c> after <see cref="Patience"/>.</exception>
    public async Task<UpTo> Reach(string progression, long? position, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var upTo = await Of(progression, ct);
            if (position is null || upTo.Position >= position) return upTo;
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new ProblemException(Codes.ViewBehind, $"The view is at position {upTo.Position}, not yet at {position}.");
            }

            await Task.Delay(Poll, ct);
        }
    }
}
