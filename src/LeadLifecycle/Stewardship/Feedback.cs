namespace LeadLifecycle;

/// <summary>What the customer or the seller said afterwards; feeds the scorecards, moves nothing.</summary>
public sealed record LeadFeedback : LeadEvent
{
    public decimal? Satisfaction { get; init; }

    public bool? Retained { get; init; }
}
