namespace LeadLifecycle.Server.Intake;

/// <summary>Bounds of the write path (configuration section <c>Intake</c>).</summary>
public sealed class IntakeOptions
{
    /// <summary>
    /// Transactions under way at once; a lead always goes through the same one. One makes the largest groups and the fewest
    /// commits, and where the database shares two processors with the service it was the fastest: the benchmarks' README.
    /// </summary>
    public int Lanes { get; init; } = 1;

    /// <summary>No more is gathered into a transaction once it has this many submissions; what came in one request stays together.</summary>
    public int GroupSize { get; init; } = 500;

    /// <summary>A request that would wait longer for its turn is told 503.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Most leads a lane keeps folded, and as many of its latest events, to answer repetitions.</summary>
    public int HeldLeads { get; init; } = 20_000;
}
