namespace LeadLifecycle;

/// <summary>
/// The eight stages, in rank order: the order of the table, then the three ends.
/// The numeric value is the rank, used wherever two facts share an instant.
/// </summary>
public enum Stage
{
    Captured = 0,
    Engaged = 1,
    MarketingQualified = 2,
    SalesAccepted = 3,
    SalesQualified = 4,
    Won = 5,
    Lost = 6,
    Recycled = 7,
}

/// <summary>What can be said of a stage without a lead.</summary>
public static class Stages
{
    /// <summary>All eight, in rank order.</summary>
    public static readonly IReadOnlyList<Stage> All = Enum.GetValues<Stage>();

    /// <summary>The stages a lead moves forward through; Won is the last of them, Lost and Recycled leave the line.</summary>
    public static readonly IReadOnlyList<Stage> Line = [.. All.Where(stage => stage <= Stage.Won)];

    /// <summary>Ends the cycle, not the lead.</summary>
    public static bool IsEnd(this Stage stage) => stage >= Stage.Won;

    /// <summary>Reads a stage by its exact name; false for anything else, numbers included.</summary>
    public static bool TryParse(string? text, out Stage stage) =>
        Enum.TryParse(text, out stage) && Enum.IsDefined(stage) && stage.ToString() == text;
}
