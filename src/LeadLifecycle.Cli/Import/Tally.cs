using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Import;

/// <summary>What has become of the facts so far; senders add to it, the progress display and the summary read it.</summary>
public sealed class Tally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> outcomes = [];
    private readonly SortedDictionary<string, long> refused = new(StringComparer.Ordinal);

    /// <summary>Facts that have an outcome.</summary>
    public long Answered { get; private set; }

    public long HighestPosition { get; private set; }

    public long Recorded => Count("recorded");

    public long Duplicate => Count("duplicate");

    public long Nothing => Count("nothing");

    /// <summary>Code → how many rows.</summary>
    public IReadOnlyDictionary<string, long> Refused
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, long>(refused, StringComparer.Ordinal);
            }
        }
    }

    public void Add(IReadOnlyList<Outcome> batch)
    {
        lock (gate)
        {
            Answered += batch.Count;
            foreach (var outcome in batch)
            {
                outcomes[outcome.Result] = outcomes.GetValueOrDefault(outcome.Result) + 1;
                HighestPosition = Math.Max(HighestPosition, outcome.Position);
            }
        }
    }

    /// <summary>Counts a row that was refused, by the server or because it joins nothing.</summary>
    public void Refuse(string code)
    {
        lock (gate)
        {
            refused[code] = refused.GetValueOrDefault(code) + 1;
        }
    }

    private long Count(string outcome)
    {
        lock (gate)
        {
            return outcomes.GetValueOrDefault(outcome);
        }
    }
}
