namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>Bounds of repeated requests (configuration section <c>Idempotency</c>).</summary>
public sealed class IdempotencyOptions
{
    /// <summary>A request that has not been answered by then died with its server; a repetition takes its place. Longer than any request takes.</summary>
    public TimeSpan TakenOverAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long an answer is remembered, at least.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often answers older than that are forgotten.</summary>
    public TimeSpan Prune { get; init; } = TimeSpan.FromHours(1);
}
