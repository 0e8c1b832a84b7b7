using System.Collections.Immutable;

namespace LeadLifecycle;

/// <summary>How a stage fact stands in the sweep.</summary>
public enum Standing
{
    /// <summary>It holds its stage's stamp.</summary>
    Stamp,

    /// <summary>Its cycle's stage was stamped already.</summary>
    Repeat,

    /// <summary>Its cycle had ended and it opened no other.</summary>
    AfterEnd,
}

/// <summary>One read of a lead's facts: its cycles, how each stage fact stands, and who has the lead.</summary>
public sealed record Course(ImmutableArray<Cycle> Cycles, ImmutableDictionary<Guid, Standing> Standings, string? Owner, string? Team)
{
    /// <summary>Who had the lead and since when, in the order of the law; a cycle without an entry has had nobody.</summary>
    public ImmutableArray<Steward> Stewards { get; init; } = [];

    /// <summary>The cycle the lead is in; null before the first stage.</summary>
    public Cycle? Current => Cycles.IsEmpty ? null : Cycles[^1];

    /// <summary>The current cycle's stage.</summary>
    public Stage? Stage => Current?.Stage;
}

/// <summary>The fact that holds a stage's stamp.</summary>
public readonly record struct Stamp(Guid Id, StageFact Fact)
{
    /// <summary>When the stage was reached in the world.</summary>
    public DateTimeOffset At => Fact.OccurredAt;
}

/// <summary>One run from first contact to an end, 1..n for a lead; a stage has at most one stamp in it.</summary>
public sealed class Cycle
{
    private readonly Stamp?[] _stamps;

    internal Cycle(int number, Stamp?[] stamps, LeadCaptured? origin)
    {
        Number = number;
        _stamps = stamps;
        Origin = origin;
    }

    public int Number { get; }

    public Stamp? this[Stage stage] => _stamps[(int)stage];

    /// <summary>The stamped stages in rank order.</summary>
    public IEnumerable<Stage> Path => Stages.All.Where(stage => this[stage] is not null);

    /// <summary>The last stage of the path.</summary>
    public Stage Stage => Path.Last();

    /// <summary>The end's stage; null while the cycle is open.</summary>
    public Stage? End => Stage.IsEnd() ? Stage : null;

    /// <summary>The capture that gives source, channel and campaign: the cycle's own, else the last earlier one's.</summary>
    public LeadCaptured? Origin { get; }

    /// <summary>A later stage happened before an earlier one.</summary>
    public bool IsNegative => Path.Zip(Path.Skip(1), (a, b) => this[b]!.Value.At < this[a]!.Value.At).Any(negative => negative);

    public T? Fact<T>(Stage stage) where T : StageFact => this[stage]?.Fact as T;
}
