using System.Diagnostics;
using JasperFx.Events.Daemon.HighWater;
using Marten.Events.Daemon.HighWater;
using Npgsql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// Wakes the views when events were appended, on whichever node, but not for each append: a page of many events costs
/// little more than a page of one, and what it saves is the writers'. An append to a quiet store is seen at once.
/// </summary>
internal sealed class AppendSignal(NpgsqlDataSource database, ILogger<AppendSignal> logger) : IDaemonWakeup
{
    /// <summary>Where appends announce themselves.</summary>
    public const string Channel = PostgresqlListenWakeup.DefaultChannel;

    /// <summary>Least time from one look to the next.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a lost listener may stay unnoticed; the views look by themselves meanwhile.</summary>
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(5);

    private readonly PostgresqlListenWakeup _appended = new(database, logger);
    private Task? _next;
    private long _looked;

    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        _next ??= _appended.WaitAsync(Listening, token);
        if (await Task.WhenAny(_next, Task.Delay(timeout, token)) == _next) await Pause(token);
        token.ThrowIfCancellationRequested();

        // Waiting begins before the look that follows, so that what is appended during it is not missed.
        if (_next.IsCompleted)
        {
            var heard = _next;
            _next = _appended.WaitAsync(Listening, token);
            await heard;
        }

        _looked = Stopwatch.GetTimestamp();
    }

    public void Dispose() => _appended.Dispose();

    private Task Pause(CancellationToken token)
    {
        var rest = Pace - Stopwatch.GetElapsedTime(_looked);
        return rest > TimeSpan.Zero ? Task.Delay(rest, token) : Task.CompletedTask;
    }
}
