using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>Keeps the fan-out and a worker per endpoint running on this node.</summary>
internal sealed partial class Dispatcher(
    FanOutBell bell, FanOut fanOut, Subscriptions subscriptions, Deliveries deliveries, Sender sender, IOptions<NotifyOptions> options, ILogger<Dispatcher> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<EndpointKey, (Endpoint Endpoint, Task Running)> _endpoints = new();
    private CancellationToken _stopping;

    /// <summary>Something is due for it.</summary>
    public void Ring(EndpointKey key) => _endpoints.GetOrAdd(key, Start).Endpoint.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        await Task.WhenAll(FanOutAsItComes(), LookForDue());
        await Task.WhenAll(_endpoints.Values.Select(endpoint => endpoint.Running));
    }

    /// <summary>Woken by a commit of this node; the poll finds what other nodes or a crash left.</summary>
    private Task FanOutAsItComes() => Loop(
        async () =>
        {
            while (await fanOut.Run(_stopping) is { } told)
            {
                foreach (var key in told) Ring(key);
            }
        },
        () => bell.Wait(options.Value.Poll, _stopping));

    /// <summary>Retries that fall due, ends of throttles, leases of nodes that died, resumed subscriptions.</summary>
    private Task LookForDue() => Loop(
        async () =>
        {
            foreach (var key in await deliveries.Due(_stopping)) Ring(key);
        },
        () => Task.Delay(options.Value.Poll, _stopping));

    private async Task Loop(Func<Task> work, Func<Task> wait)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work();
                await wait();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(logger, failure);
                await Task.Delay(TimeSpan.FromSeconds(1), _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private (Endpoint Endpoint, Task Running) Start(EndpointKey key)
    {
        var endpoint = new Endpoint(key, subscriptions, deliveries, sender, options.Value.Concurrency, logger);
        return (endpoint, Task.Run(() => endpoint.Run(_stopping), CancellationToken.None));
    }

    [LoggerMessage(LogLevel.Warning, "Notifications stand still for a second")]
    private static partial void Failed(ILogger logger, Exception failure);
}
