using System.Collections.Immutable;

namespace LeadLifecycle;

/// <summary>
/// The law: a lead's state is a function of the set of its facts. The sweep takes them once, in the one order, and
/// never looks ahead, so the state as of T is the sweep of the facts before T.
/// </summary>
public static class Sweep
{
    /// <summary>Reads the facts that happened before <paramref name="asOf"/> (exclusive; null: all of them).</summary>
    public static Course Read(FactSet facts, DateTimeOffset? asOf)
    {
        var reader = new Reader();
        foreach (var kept in facts.Standing)
        {
            if (asOf is { } bound && kept.Event.OccurredAt >= bound) break;
            reader.Take(kept);
        }

        return reader.Course();
    }

    private sealed class Reader
    {
        private readonly List<Stamp?[]> _cycles = [];
        private readonly ImmutableDictionary<Guid, Standing>.Builder _standings = ImmutableDictionary.CreateBuilder<Guid, Standing>();
        private Stage? _end;
        private bool _startedWithAnEnd;
        private readonly ImmutableArray<Steward>.Builder _stewards = ImmutableArray.CreateBuilder<Steward>();

        public void Take(Kept kept)
        {
            if (kept.Event is StageFact fact) _standings[kept.Id] = Place(kept.Id, fact);
            else if (kept.Event is LeadOwnerAssigned assigned) Hand(assigned.OccurredAt, assigned.Owner, assigned.Team);
        }

        public Course Course()
        {
            var current = _stewards.Count > 0 && _stewards[^1].Cycle == Math.Max(_cycles.Count, 1) ? _stewards[^1] : default;
            return new Course(Cycles(), _standings.ToImmutable(), current.Owner, current.Team) { Stewards = _stewards.ToImmutable() };
        }

        /// <summary>What was assigned before the first stage belongs to cycle 1; a later cycle starts without an owner.</summary>
        private void Hand(DateTimeOffset since, string? owner, string? team) => _stewards.Add(new Steward(since, Math.Max(_cycles.Count, 1), owner, team));

        private Standing Place(Guid id, StageFact fact)
        {
            if (_cycles.Count == 0)
            {
                _startedWithAnEnd = fact.Stage.IsEnd();
                return Open(id, fact);
            }

            if (_end is null || JoinsACycleThatBeganAtItsEnd(fact)) return Join(id, fact);
            if (fact.Reopens) return Open(id, fact);
            if (_end == Stage.Won) return Standing.AfterEnd;
            if (fact.Stage == _end) return Standing.Repeat;
            return fact.Stage == Stage.Engaged ? Standing.AfterEnd : Open(id, fact);
        }

        /// <summary>A deal won before its first contact: what follows explains cycle 1 instead of opening cycle 2.</summary>
        private bool JoinsACycleThatBeganAtItsEnd(StageFact fact) =>
            _startedWithAnEnd && _cycles.Count == 1 && !fact.Stage.IsEnd() && !fact.Reopens;

        private Standing Open(Guid id, StageFact fact)
        {
            _cycles.Add(new Stamp?[Stages.All.Count]);
            _end = null;
            return Join(id, fact);
        }

        private Standing Join(Guid id, StageFact fact)
        {
            if (fact is LeadSalesAccepted accepted) Hand(accepted.OccurredAt, accepted.Owner, accepted.Team);
            ref var stamp = ref _cycles[^1][(int)fact.Stage];
            if (stamp is not null) return Standing.Repeat;
            stamp = new Stamp(id, fact);
            if (fact.Stage.IsEnd()) _end = fact.Stage;
            return Standing.Stamp;
        }

        private ImmutableArray<Cycle> Cycles()
        {
            var cycles = ImmutableArray.CreateBuilder<Cycle>(_cycles.Count);
            LeadCaptured? origin = null;
            foreach (var stamps in _cycles)
            {
                origin = stamps[(int)Stage.Captured]?.Fact as LeadCaptured ?? origin;
                cycles.Add(new Cycle(cycles.Count + 1, stamps, origin));
            }

            return cycles.MoveToImmutable();
        }
    }
}
