namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>How often each thing happened: facts, and of the quarantined parts of deliveries, each once.</summary>
internal sealed record Tally(int Recorded, int Duplicate, int Nothing, int Ignored, int Refused, int Quarantined)
{
    public static readonly Tally None = new(0, 0, 0, 0, 0, 0);

    /// <param name="heard">What one delivery said.</param>
    public static Tally Of(IReadOnlyList<Heard> heard)
    {
        int Count(Result result) => heard.Count(one => one.Result == result);
        return new Tally(
            Count(Result.Recorded), Count(Result.Duplicate), Count(Result.Nothing), Count(Result.Ignored), Count(Result.Refused),
            heard.Where(one => one.Fault is not null).DistinctBy(one => one.Item.Pointer).Count());
    }

    public static Tally operator +(Tally one, Tally other) => new(
        one.Recorded + other.Recorded, one.Duplicate + other.Duplicate, one.Nothing + other.Nothing,
        one.Ignored + other.Ignored, one.Refused + other.Refused, one.Quarantined + other.Quarantined);
}
