using Microsoft.Extensions.Options;
using Wolverine;
using Wolverine.Runtime;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>
/// The one line to the broker, opened when the first message needs it and shared by all. A line on which something failed
/// is closed and the next message opens another: nothing that was learnt of a broker that went away is believed afterwards.
/// </summary>
internal sealed partial class BrokerLink(BrokerAddress address, IOptions<NotifyOptions> options, IWolverineRuntime runtime, ILogger<BrokerLink> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<BrokerLine>? _line;

    /// <summary>Ends when the broker has confirmed the message.</summary>
    /// <exception cref="TimeoutException">It has not within the patience of an exchange; it may have taken the message all the same.</exception>
    public async Task Publish(Envelope envelope, CancellationToken ct)
    {
        var line = Line();
        try
        {
            await Publish(line, envelope).WaitAsync(options.Value.Timeout, ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            if (IsMineToClose(line)) _ = Close(line);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is { } line && IsMineToClose(line)) await Close(line);
    }

    private static async Task Publish(Task<BrokerLine> line, Envelope envelope) => await (await line).Publish(envelope);

    private Task<BrokerLine> Line()
    {
        lock (_gate) return _line ??= BrokerLine.Open(address, options.Value.Timeout, runtime);
    }

    /// <summary>Of all whose messages failed on a line, one closes it.</summary>
    private bool IsMineToClose(Task<BrokerLine> line)
    {
        lock (_gate)
        {
            if (_line != line) return false;
            _line = null;
            return true;
        }
    }

    private async Task Close(Task<BrokerLine> line)
    {
        try
        {
            await (await line).DisposeAsync();
        }
        catch (Exception failure)
        {
            Closed(logger, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A line to the broker ended without a goodbye: {Failure}")]
    private static partial void Closed(ILogger logger, string failure);
}
