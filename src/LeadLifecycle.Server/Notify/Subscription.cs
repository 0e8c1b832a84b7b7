using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Notify;

internal enum SubscriptionState
{
    Active,

    /// <summary>It gathers; resumed, it gets what gathered.</summary>
    Paused,

    /// <summary>Its receiver is gone or failed for days; nothing new is gathered until it is resumed.</summary>
    Disabled,

    /// <summary>Kept for the receipts alone.</summary>
    Deleted,
}

/// <summary>Who wants to be told of what, and how.</summary>
internal sealed record Subscription(Guid Id, string Workspace, string Name, string Channel, ChannelSettings Settings, Filter Filter, Payload Payload)
{
    public SubscriptionState State { get; init; }

    /// <summary>Why it is disabled, as a code.</summary>
    public string? Reason { get; init; }

    /// <summary>The keys that are valid now, the newest first; empty when the channel does not sign.</summary>
    public IReadOnlyList<EndpointKeys> Keys { get; init; } = [];

    /// <summary>Until when the secret before the last rotation signs too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was recorded from here on is for it, by the database's clock.</summary>
    public DateTimeOffset ActiveFrom { get; init; }

    /// <summary>Nothing is sent to it before.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>Since when there were only failures; null after a success.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>It gathers what is recorded.</summary>
    public bool Gathers => State is SubscriptionState.Active or SubscriptionState.Paused;
}
