using System.Collections.Immutable;

namespace LeadLifecycle;

/// <summary>An event that bears on the lead's state, under the id it is stored by.</summary>
/// <param name="RecordedAt">When it was recorded, UTC; null while it is being decided. The state does not depend on it; clocks do.</param>
public readonly record struct Kept(Guid Id, LeadEvent Event, DateTimeOffset? RecordedAt = null)
{
    public static readonly Comparer<Kept> Order = Comparer<Kept>.Create((a, b) => a.CompareTo(b));

    private int Rank => Event is StageFact fact ? (int)fact.Stage : Stages.All.Count;

    /// <summary>
    /// The one order of the law: occurredAt, then rank, then id. Guid comparison equals ordinal comparison of the
    /// lowercase text. Assignments and contacts have no rank and stand after the stage facts of their instant.
    /// </summary>
    public int CompareTo(Kept other)
    {
        var byTime = Event.OccurredAt.CompareTo(other.Event.OccurredAt);
        if (byTime != 0) return byTime;
        var byRank = Rank.CompareTo(other.Rank);
        return byRank != 0 ? byRank : Id.CompareTo(other.Id);
    }
}

/// <summary>
/// The facts a lead's state is a function of: stage facts, contacts and assignments in the order of the law, and the
/// voids. Arrival order leaves no trace in it, so two streams with the same facts have the same set.
/// </summary>
public sealed class FactSet
{
    public static readonly FactSet Empty = new([], []);

    private readonly ImmutableArray<Kept> _kept;
    private readonly ImmutableSortedDictionary<Guid, Guid> _voids;
    private Course? _course;

    private FactSet(ImmutableArray<Kept> kept, IEnumerable<KeyValuePair<Guid, Guid>> voids)
    {
        _kept = kept;
        _voids = voids as ImmutableSortedDictionary<Guid, Guid> ?? voids.ToImmutableSortedDictionary();
    }

    /// <summary>Everything added, voided or not, in the order of the law.</summary>
    public ImmutableArray<Kept> All => _kept;

    /// <summary>The facts that count: in order, without the voided ones.</summary>
    public IEnumerable<Kept> Standing => _voids.IsEmpty ? _kept : _kept.Where(kept => !IsVoided(kept.Id));

    /// <summary>The state these facts make, without a bound; read once per set.</summary>
    public Course Course => _course ??= Sweep.Read(this, null);

    /// <summary>Each void's id and the fact it took out.</summary>
    public IReadOnlyDictionary<Guid, Guid> Voids => _voids;

    /// <summary>When a fact of the set was recorded; null when it is not in it or not yet recorded.</summary>
    public DateTimeOffset? RecordedAt(Guid id) => _kept.FirstOrDefault(kept => kept.Id == id).RecordedAt;

    public bool Contains(Guid id) => _kept.Any(kept => kept.Id == id);

    public bool IsVoid(Guid id) => _voids.ContainsKey(id);

    public bool IsVoided(Guid fact) => _voids.ContainsValue(fact);

    /// <summary>Only the facts before an instant in the world (exclusive); voids count whenever they occurred.</summary>
    public FactSet Before(DateTimeOffset asOf) => new([.. _kept.Where(kept => kept.Event.OccurredAt < asOf)], _voids);

    /// <summary>Whether a lead's state or clocks can depend on events of this kind; touches and feedback move nothing.</summary>
    public static bool DependsOn(LeadEvent e) =>
        e is StageFact or LeadContacted or LeadOwnerAssigned or LeadPaused or LeadResumed or SlaEvent or LeadFactVoided;

    /// <summary>With one more event, if the state depends on events of its kind; else this same set.</summary>
    public FactSet With(Guid id, LeadEvent e, DateTimeOffset? recordedAt = null) => e switch
    {
        LeadFactVoided voided => Void(id, voided.Fact),
        _ when DependsOn(e) => Add(new Kept(id, e, recordedAt)),
        _ => this,
    };

    /// <summary>With one more fact, put where it belongs in the order.</summary>
    private FactSet Add(Kept kept)
    {
        var at = _kept.BinarySearch(kept, Kept.Order);
        return new FactSet(_kept.Insert(at < 0 ? ~at : at, kept), _voids);
    }

    /// <summary>With a void, which may stand before its fact and cannot itself be voided.</summary>
    private FactSet Void(Guid id, Guid fact) => new(_kept, _voids.SetItem(id, fact));
}
