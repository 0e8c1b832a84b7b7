using System.Threading.RateLimiting;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Access;

/// <summary><c>Access:Rate:PerSecond</c> requests in a second on average per principal and node, and as many at once as <c>Access:Rate:Burst</c>; 0 is no limit.</summary>
internal sealed class KeyRates : IDisposable
{
    private readonly PartitionedRateLimiter<Principal>? _limiter;

    public KeyRates(IConfiguration configuration)
    {
        var perSecond = configuration.GetValue("Access:Rate:PerSecond", 20_000);
        if (perSecond == 0) return;
        var options = new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(perSecond < 10 ? 1_000.0 / perSecond : 100),
            TokenLimit = configuration.GetValue("Access:Rate:Burst", 2 * perSecond),
            QueueLimit = 0,
        };
        _limiter = PartitionedRateLimiter.Create<Principal, string>(principal => RateLimitPartition.GetTokenBucketLimiter(principal.Id, _ => options));
    }

    /// <summary>How long to wait; null when the request may go on.</summary>
    public TimeSpan? Wait(Principal principal)
    {
        if (_limiter is null) return null;
        using var lease = _limiter.AttemptAcquire(principal);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _limiter?.Dispose();
}
