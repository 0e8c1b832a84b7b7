namespace LeadLifecycle.Specs.Oracle;

/// <summary>A line of the notebook: what was recorded, in words of its own, so that no type of the rules is shared.</summary>
/// <param name="Kind">A stage's name, or <c>Assigned</c>, <c>Void</c>, <c>Other</c> (touches, contacts, feedback).</param>
/// <param name="Voids">The id a void speaks of; null for everything else.</param>
public sealed record NaiveFact(string Id, string Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    public bool Reopen { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    public string? Source { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    public string? Voids { get; init; }

    public int Rank => Array.IndexOf(NaiveLaw.Order, Kind);

    public bool IsStage => Rank >= 0;

    public bool IsEnd => Kind is "Won" or "Lost" or "Recycled";
}
