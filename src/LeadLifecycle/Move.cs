namespace LeadLifecycle;

/// <summary>What an event did to its lead at the moment it arrived.</summary>
/// <param name="From">The lead's stage before; null when it had no cycle.</param>
/// <param name="To">The lead's stage after; equal to <paramref name="From"/> when nothing moved.</param>
/// <param name="Cycle">The current cycle after, 1..n; 0 while there is none.</param>
public sealed record Move(Stage? From, Stage? To, int Cycle)
{
    /// <summary>A stage fact recorded earlier stands after this one in the order of the world.</summary>
    public bool Late { get; init; }

    /// <summary>Its stage already had a stamp in the cycle it joined.</summary>
    public bool Repeat { get; init; }

    /// <summary>It came after its cycle's end and opened no other: kept, but it moves nothing.</summary>
    public bool AfterEnd { get; init; }

    /// <summary>Stages of the line between <see cref="From"/> and <see cref="To"/> that have no stamp.</summary>
    public IReadOnlyList<Stage>? Skipped { get; init; }
}
