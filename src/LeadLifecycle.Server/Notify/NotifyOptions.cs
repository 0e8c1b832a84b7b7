namespace LeadLifecycle.Server.Notify;

/// <summary>Bounds of the notifications (configuration section <c>Notify</c>).</summary>
public sealed class NotifyOptions
{
    /// <summary>For one exchange with a receiver, from connecting to the end of its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most exchanges under way with one subscriber at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How often this node looks for what another node or a crash left; the normal way does not wait for it.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest a live stream is silent.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often what should be there is compared with what is.</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What a claimed delivery may take beyond its exchange: reading before it, keeping the result after it.</summary>
    public TimeSpan LeaseGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a claimed delivery is this node's: longer than an exchange can take. A killed node's deliveries wait for it.</summary>
    public TimeSpan Lease => Timeout + LeaseGrace;
}
