using LeadLifecycle.Server.Hosting.Secrets;
using Npgsql;

namespace LeadLifecycle.Server.Notify;

/// <summary>
/// The worker of one subscription on this node. It claims only its own deliveries and has exchanges of its own under
/// way, up to a bound, so that a slow receiver delays nobody else.
/// </summary>
internal sealed partial class Endpoint(EndpointKey key, Subscriptions subscriptions, Deliveries deliveries, Sender sender, int concurrency, ILogger logger)
{
    private readonly Wake _wake = new();
    private int _underWay;

    public void Ring() => _wake.Ring();

    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await _wake.Wait(ct);
                while (Volatile.Read(ref _underWay) < concurrency && await Start(ct))
                {
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or UnreadableSecretException)
            {
                // Whoever looks for what is due rings again.
                Stuck(logger, key.Subscription, failure);
            }
        }

        while (Volatile.Read(ref _underWay) > 0) await _wake.Wait(CancellationToken.None);
    }

    /// <summary>False when nothing was to be claimed.</summary>
    private async Task<bool> Start(CancellationToken ct)
    {
        if (await subscriptions.Find(key.Workspace, key.Subscription, ct) is not { State: SubscriptionState.Active } subscription) return false;
        if (subscription.Settings.Digest is not null) return await StartTogether(subscription, ct);
        var claimed = await deliveries.Claim(key, concurrency - Volatile.Read(ref _underWay), ct);
        Interlocked.Add(ref _underWay, claimed.Count);
        foreach (var delivery in claimed) _ = Send(() => sender.Send(subscription, delivery, ct), delivery);
        return claimed.Count > 0;
    }

    /// <summary>Everything that is gathered, in one message: one exchange.</summary>
    private async Task<bool> StartTogether(Subscription subscription, CancellationToken ct)
    {
        var gathered = await deliveries.ClaimGathered(key, ct);
        if (gathered.Count == 0) return false;
        Interlocked.Increment(ref _underWay);
        _ = Send(() => sender.SendTogether(subscription, gathered, ct), gathered[0]);
        return true;
    }

    private async Task Send(Func<Task> send, Claimed claimed)
    {
        try
        {
            await Task.Yield();
            await send();
        }
        catch (Exception failure)
        {
            // The lease ends, and the delivery is claimed again under the same id.
            Unkept(logger, claimed.Id, failure);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            _wake.Ring();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nothing can be claimed for subscription {Subscription} at the moment")]
    private static partial void Stuck(ILogger logger, Guid subscription, Exception failure);

    [LoggerMessage(LogLevel.Error, "How delivery {Delivery} went could not be kept; it is sent again when its lease ends")]
    private static partial void Unkept(ILogger logger, string delivery, Exception failure);
}
