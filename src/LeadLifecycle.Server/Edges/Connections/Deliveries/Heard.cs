using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>What became of one thing a delivery said.</summary>
internal enum Result
{
    Recorded,
    Duplicate,
    Nothing,
    Ignored,
    Refused,
    Quarantined,
}

/// <summary>One thing a delivery said: the fact that was read of it, or why there is none, and what became of it.</summary>
internal sealed record Heard(Item Item)
{
    /// <summary>Null when nothing was said, or it could not be read.</summary>
    public Submission? Submission { get; init; }

    public Fault? Fault { get; init; }

    /// <summary>Null until it was submitted.</summary>
    public Outcome? Outcome { get; init; }

    public Result Result => this switch
    {
        { Fault: not null } => Result.Quarantined,
        { Item: Item.Ignored } => Result.Ignored,
        { Outcome.Kind: OutcomeKind.Recorded } => Result.Recorded,
        { Outcome.Kind: OutcomeKind.Duplicate } => Result.Duplicate,
        { Outcome.Kind: OutcomeKind.Nothing } => Result.Nothing,
        _ => Result.Refused,
    };
}
