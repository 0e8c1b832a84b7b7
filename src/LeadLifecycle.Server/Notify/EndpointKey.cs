namespace LeadLifecycle.Server.Notify;

/// <summary>Which subscription, of which workspace.</summary>
internal readonly record struct EndpointKey(string Workspace, Guid Subscription);
