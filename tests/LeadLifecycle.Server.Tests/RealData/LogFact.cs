namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>
/// A stage fact of the lead log, for an independent count: no case of this log re-enters and none goes on after its end,
/// so the stage of a case is simply the furthest of the facts that are seen.
/// </summary>
/// <param name="Stage">Its rank: 0 Captured … 4 SalesQualified, 5 Won, 6 Lost, 7 Recycled.</param>
internal sealed record LogFact(string Lead, int Stage, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    public static readonly IReadOnlyDictionary<string, int> StageOf = new Dictionary<string, int>
    {
        ["A_SUBMITTED"] = 0,
        ["A_PREACCEPTED"] = 2,
        ["A_ACCEPTED"] = 3,
        ["O_SENT"] = 4,
        ["A_APPROVED"] = 5,
        ["A_DECLINED"] = 6,
        ["A_CANCELLED"] = 7,
        ["lead.captured.v1"] = 0,
        ["lead.marketing-qualified.v1"] = 2,
        ["lead.sales-accepted.v1"] = 3,
        ["lead.sales-qualified.v1"] = 4,
        ["lead.won.v1"] = 5,
        ["lead.lost.v1"] = 6,
        ["lead.recycled.v1"] = 7,
    };

    /// <summary>Read straight from the file.</summary>
    public static IReadOnlyList<LogFact> OfFile() =>
    [
        .. RealFiles.LeadLogLines().Skip(1).Select(line => line.Split(',')).Where(row => StageOf.ContainsKey(row[5]))
            .Select(row => new LogFact(row[1], StageOf[row[5]], DateTimeOffset.Parse(row[6]), default)),
    ];

    /// <summary>Cases in each stage, counting what happened before one instant and was recorded before another.</summary>
    public static long[] Snapshot(IReadOnlyList<LogFact> facts, DateTimeOffset? asOf, DateTimeOffset? knownAt)
    {
        var stages = new long[8];
        var seen = facts.Where(fact => (asOf is null || fact.OccurredAt < asOf) && (knownAt is null || fact.RecordedAt < knownAt));
        foreach (var lead in seen.GroupBy(fact => fact.Lead)) stages[lead.Max(fact => fact.Stage)]++;
        return stages;
    }

    /// <summary>Instants at which something happened, spread evenly over the facts.</summary>
    public static DateTimeOffset[] Instants(IReadOnlyList<LogFact> facts, Func<LogFact, DateTimeOffset> time, int count)
    {
        var times = facts.Select(time).Order().ToArray();
        return [.. Enumerable.Range(1, count).Select(i => times[(int)((long)times.Length * i / (count + 1))])];
    }
}
