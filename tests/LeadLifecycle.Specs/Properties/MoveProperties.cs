using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>The move on an event is what the oracle would have said at its arrival.</summary>
public sealed class MoveProperties
{
    private const int Enough = 20_000;

    [Fact]
    public void late_is_exactly_that_a_recorded_unvoided_stage_fact_stood_after_it() => Arrivals((before, arrived, move) =>
    {
        var voided = before.Where(fact => fact.Kind == "Void").Select(fact => fact.Voids).ToList();
        var late = arrived.IsStage && before.Any(fact => fact.IsStage && !voided.Contains(fact.Id) && StandsAfter(fact, arrived));
        move.Late.ShouldBe(late);
    });

    [Fact]
    public void from_and_to_are_the_stages_before_and_after() => Arrivals((before, arrived, move) =>
    {
        var after = NaiveLaw.Over([.. before, arrived]);
        $"{move.From} {move.To} {move.Cycle}".ShouldBe($"{NaiveLaw.Over(before).Stage} {after.Stage} {after.Cycles.Count}");
    });

    [Fact]
    public void repeat_and_after_end_are_how_it_stood() => Arrivals((before, arrived, move) =>
    {
        var after = NaiveLaw.Over([.. before, arrived]);
        move.Repeat.ShouldBe(after.Cycles.Any(cycle => cycle.Repeats.Contains(arrived)));
        move.AfterEnd.ShouldBe(after.AfterEnd.Contains(arrived));
    });

    [Fact]
    public void skipped_stages_have_no_stamp_and_lie_before_the_one_it_moved_to() => Arrivals((before, arrived, move) =>
    {
        if (move.Skipped is null) return;
        var current = NaiveLaw.Over([.. before, arrived]).Cycles[^1];
        move.Skipped.ShouldNotBeEmpty();
        move.Skipped.Where(stage => current.Stamp($"{stage}") is not null || stage >= move.To).ShouldBeEmpty();
    });

    private static bool StandsAfter(NaiveFact one, NaiveFact other) =>
        one.OccurredAt != other.OccurredAt ? one.OccurredAt > other.OccurredAt
        : one.Rank != other.Rank ? one.Rank > other.Rank
        : string.CompareOrdinal(one.Id, other.Id) > 0;

    private static void Arrivals(Action<IReadOnlyList<NaiveFact>, NaiveFact, Move> check) => Lives.Any.Sample(
        life =>
        {
            var told = new List<NaiveFact>();
            Lives.Live(life, (_, asking, decision, _) =>
            {
                if (decision is not Decision.Recording recording) return;
                var arrived = new Recorded(asking.Id, recording.Event, default).Naive();
                check(told, arrived, recording.Event.Move.ShouldNotBeNull());
                told.Add(arrived);
            });
        },
        iter: Enough, print: Lives.Print);
}
