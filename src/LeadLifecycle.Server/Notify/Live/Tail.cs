using System.Diagnostics;
using Npgsql;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>
/// Follows the end of one workspace's notifications for all connections of this node, so that two hundred of them ask
/// the database no more than one does.
/// </summary>
internal sealed partial class Tail(string workspace, NotificationLog log, ILogger logger)
{
    /// <summary>How often it looks when nobody rings: what other nodes recorded.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    /// <summary>The high-water mark moves a moment after the commit that rang.</summary>
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan EagerFor = TimeSpan.FromSeconds(2);

    private readonly Wake _wake = new();
    private readonly TaskCompletionSource<TailState> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TailState? _state;

    /// <summary>As it is now; waits only for the very first look.</summary>
    public async ValueTask<TailState> Now(CancellationToken ct) => Volatile.Read(ref _state) ?? await _first.Task.WaitAsync(ct);

    public void Ring() => _wake.Ring();

    public async Task Run(CancellationToken ct)
    {
        var rung = 0L;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await CatchUp(ct);
                if (await Rung(rung > 0 && Stopwatch.GetElapsedTime(rung) < EagerFor, ct)) rung = Stopwatch.GetTimestamp();
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                StandsStill(logger, failure);
                await Task.Delay(Idle, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> Rung(bool eager, CancellationToken ct)
    {
        if (!eager) return await _wake.Wait(Idle, ct);
        await Task.Delay(Eager, ct);
        return _wake.WasRung();
    }

    private async Task CatchUp(CancellationToken ct)
    {
        var highWaterMark = await log.HighWaterMark(ct);
        var state = _state ?? Begin(highWaterMark);
        while (state.UpTo < highWaterMark)
        {
            var next = state.With(await log.Page(workspace, state.UpTo, highWaterMark, ct));
            Volatile.Write(ref _state, next);
            state.Supersede();
            state = next;
        }
    }

    private TailState Begin(long position)
    {
        var first = new TailState(position, position, []);
        Volatile.Write(ref _state, first);
        _first.SetResult(first);
        return first;
    }

    [LoggerMessage(LogLevel.Warning, "The live stream stands still: the database does not answer")]
    private static partial void StandsStill(ILogger logger, Exception failure);
}
