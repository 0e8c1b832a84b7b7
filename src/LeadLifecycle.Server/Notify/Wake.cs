using System.Threading.Channels;

namespace LeadLifecycle.Server.Notify;

/// <summary>A bell: rung any number of times before it is heard, it is heard once.</summary>
internal sealed class Wake
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Whether it was rung since it was last heard.</summary>
    public bool WasRung() => _bell.Reader.TryRead(out _);

    /// <summary>Until it is rung, or this long; whether it was rung.</summary>
    public async Task<bool> Wait(TimeSpan atMost, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        either.CancelAfter(atMost);
        try
        {
            return await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false; // nobody rang; whoever waits looks anyway
        }
    }

    public async Task Wait(CancellationToken ct) => await _bell.Reader.ReadAsync(ct);
}
