namespace LeadLifecycle.Specs.Oracle;

/// <summary>What the naive reading keeps of one cycle: the fact that opened it and every fact that joined it, as they came.</summary>
public sealed class NaiveCycle
{
    public List<NaiveFact> Joined { get; } = [];

    /// <summary>The first fact that joined for a stage holds its stamp.</summary>
    public NaiveFact? Stamp(string stage) => Joined.FirstOrDefault(fact => fact.Kind == stage);

    public List<string> Path => [.. NaiveLaw.Order.Where(stage => Stamp(stage) is not null)];

    public string Stage => Path[^1];

    public string? End => Joined.FirstOrDefault(fact => fact.IsEnd)?.Kind;

    public List<NaiveFact> Repeats => [.. Joined.Where(fact => Stamp(fact.Kind) != fact)];
}
