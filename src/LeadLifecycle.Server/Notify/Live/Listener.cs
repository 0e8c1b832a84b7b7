using System.Diagnostics;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>
/// One connection: from its position on everything that fits, in order, without a gap. While it is behind the tail it
/// reads pages of its own at its own pace; what it holds at once is one page.
/// </summary>
internal sealed class Listener(string workspace, Filter filter, Tail tail, NotificationLog log, EventWriter writer, TimeSpan heartbeat)
{
    private long _written = Stopwatch.GetTimestamp();

    /// <exception cref="OperationCanceledException">The client has gone, or the host stops.</exception>
    public async Task Run(long position, CancellationToken ct)
    {
        writer.Begin(position);
        await Flush(ct);
        while (true)
        {
            var state = await tail.Now(ct);
            var page = state.After(position) ?? await log.Page(workspace, position, state.UpTo, ct);
            await Tell(page.Notifications, ct);
            position = page.UpTo;
            if (position >= state.UpTo) await Wait(state, position, ct);
        }
    }

    private async Task Tell(IReadOnlyList<Notification> notifications, CancellationToken ct)
    {
        foreach (var told in notifications.Where(one => filter.Fits(one.Type, one.Facts)))
        {
            writer.Tell(told);
            await Flush(ct);
        }
    }

    private async Task Wait(TailState state, long position, CancellationToken ct)
    {
        var left = heartbeat - Stopwatch.GetElapsedTime(_written);
        try
        {
            await state.Superseded.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, ct);
        }
        catch (TimeoutException)
        {
            writer.Beat(position);
            await Flush(ct);
        }
    }

    private async Task Flush(CancellationToken ct)
    {
        await writer.Flush(ct);
        _written = Stopwatch.GetTimestamp();
    }
}
