namespace LeadLifecycle;

/// <summary>An outbound contact; with an actor it is a human's and answers the first-response clock. It moves nothing.</summary>
public sealed record LeadContacted : LeadEvent
{
    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Without an actor nobody can tell it from automatic mail.</summary>
    public bool IsHuman => Actor is not null;
}
