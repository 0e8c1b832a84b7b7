namespace LeadLifecycle.Specs.Oracle;

/// <summary>
/// The law read word by word, with plain lists and no thought of speed. It shares nothing with the rules it checks:
/// where both agree, the same sentences read the same way twice.
/// </summary>
public sealed class NaiveLaw
{
    public static readonly string[] Order =
        ["Captured", "Engaged", "MarketingQualified", "SalesAccepted", "SalesQualified", "Won", "Lost", "Recycled"];

    private readonly List<(NaiveFact Fact, int Cycle)> _owners = [];

    private NaiveLaw(IEnumerable<NaiveFact> facts)
    {
        var inOrder = facts
            .Where(fact => fact.IsStage || fact.Kind == "Assigned")
            .OrderBy(fact => fact.OccurredAt)
            .ThenBy(fact => fact.IsStage ? fact.Rank : Order.Length)
            .ThenBy(fact => fact.Id.ToLowerInvariant(), StringComparer.Ordinal);
        foreach (var fact in inOrder)
        {
            Read(fact);
        }
    }

    public List<NaiveCycle> Cycles { get; } = [];

    public List<NaiveFact> AfterEnd { get; } = [];

    /// <summary>How many facts joined an ended cycle 1 because an end came first (rule 3).</summary>
    public int JoinedBehindAnEnd { get; private set; }

    public string? Stage => Cycles.Count == 0 ? null : Cycles[^1].Stage;

    /// <summary>The last acceptance or assignment of the current cycle; one before any stage belongs to cycle 1.</summary>
    public NaiveFact? Stewardship =>
        _owners.LastOrDefault(entry => Math.Max(entry.Cycle, 1) == Math.Max(Cycles.Count, 1)).Fact;

    public List<(string From, string To)> Transitions =>
        [.. Cycles.SelectMany(cycle => cycle.Path.Zip(cycle.Path.Skip(1)))];

    public int Reentered => Math.Max(Cycles.Count - 1, 0);

    public static NaiveLaw Over(IEnumerable<NaiveFact> log, DateTimeOffset? asOf = null, DateTimeOffset? knownAt = null)
    {
        var known = log.Where(fact => knownAt is null || fact.RecordedAt < knownAt).ToList();
        var voided = known.Where(fact => fact.Kind == "Void").Select(fact => fact.Voids).ToList();
        return new NaiveLaw(known
            .Where(fact => fact.Kind != "Void")
            .Where(fact => !voided.Contains(fact.Id))
            .Where(fact => asOf is null || fact.OccurredAt < asOf));
    }

    /// <summary>The capture a cycle takes source, channel and campaign from: its own, else the last earlier one.</summary>
    public NaiveFact? Origin(int number) =>
        Cycles.Take(number).Select(cycle => cycle.Stamp("Captured")).LastOrDefault(capture => capture is not null);

    private void Read(NaiveFact fact)
    {
        if (fact.Kind == "Assigned")
        {
            _owners.Add((fact, Cycles.Count));
        }
        else if (Cycles.Count == 0)
        {
            Open(fact);
        }
        else if (Cycles.Count == 1 && Cycles[0].Joined[0].IsEnd && !fact.IsEnd && !fact.Reopen)
        {
            JoinedBehindAnEnd++;
            Join(fact);
        }
        else if (Cycles[^1].End is null)
        {
            Join(fact);
        }
        else if (fact.Reopen)
        {
            Open(fact);
        }
        else if (Cycles[^1].End == "Won")
        {
            AfterEnd.Add(fact);
        }
        else if (fact.Kind == Cycles[^1].End)
        {
            Cycles[^1].Joined.Add(fact);
        }
        else if (fact.Kind == "Engaged")
        {
            AfterEnd.Add(fact);
        }
        else
        {
            Open(fact);
        }
    }

    private void Open(NaiveFact fact)
    {
        Cycles.Add(new NaiveCycle());
        Join(fact);
    }

    private void Join(NaiveFact fact)
    {
        Cycles[^1].Joined.Add(fact);
        if (fact.Kind == "SalesAccepted")
        {
            _owners.Add((fact, Cycles.Count));
        }
    }
}
