namespace LeadLifecycle;

/// <summary>A mail delivered or opened, a page seen, an ad clicked, internal work: kept for attribution, moves nothing.</summary>
public sealed record LeadTouched : LeadEvent
{
    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }
}
