namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Counts over the paths of one group; each is exact and adds up by construction.</summary>
internal sealed class Tally(IReadOnlyCollection<PathCount> paths)
{
    public long Cycles => Sum(_ => true);

    public long Reentered => Sum(path => path.Reentered);

    public long Open => Sum(path => !path.Stage.IsEnd());

    /// <summary>Cycles whose end this is.</summary>
    public long Ended(Stage end) => Sum(path => path.Stage == end);

    /// <summary>Cycles that are in the stage.</summary>
    public long In(Stage stage) => Sum(path => path.Stage == stage);

    public long Reached(Stage stage) => Sum(path => path.Has(stage));

    public long ReachedStrictly(Stage stage) => Sum(path => path.Strictly(stage));

    public long Inferred(Stage stage) => Sum(path => path.Inferred(stage));

    /// <summary>Consecutive pairs of every path, skips included, in rank order.</summary>
    public IEnumerable<(Stage From, Stage To, long Count)> Transitions() => paths
        .SelectMany(count => count.Path.Stamped.Zip(count.Path.Stamped.Skip(1), (from, to) => (From: from, To: to, count.Cycles)))
        .GroupBy(pair => (pair.From, pair.To), (pair, counts) => (pair.From, pair.To, Count: counts.Sum(count => count.Cycles)))
        .OrderBy(pair => pair.From).ThenBy(pair => pair.To);

    private long Sum(Func<CyclePath, bool> counts) => paths.Where(count => counts(count.Path)).Sum(count => count.Cycles);
}
