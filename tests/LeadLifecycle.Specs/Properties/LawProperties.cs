using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>The sweep against an independent reading of the law, whatever was recorded and in whatever order.</summary>
public sealed class LawProperties
{
    private const int Enough = 40_000;

    [Fact]
    public void the_sweep_reads_what_the_words_say() => Logs.Any.Sample(
        log => Reading.Of(Recorded.Fold(log).Course).ShouldBe(Reading.Of(NaiveLaw.Over(log.Naive()))),
        iter: Enough, print: Logs.Print);

    [Fact]
    public void any_permutation_gives_the_same_state() => Logs.Any.SelectMany(log => Gen.Shuffle(log.ToArray()).Select(shuffled => (log, shuffled))).Sample(
        (log, shuffled) =>
        {
            var (one, other) = (Recorded.Fold(log), Recorded.Fold(shuffled));
            Reading.Of(other.Course).ShouldBe(Reading.Of(one.Course));
            other.Course.Standings.ShouldBe(one.Course.Standings, ignoreOrder: true);
            other.Facts.All.ShouldBe(one.Facts.All);
            other.Quiet.ShouldBe(one.Quiet, ignoreOrder: true);
        },
        iter: Enough / 2, print: pair => $"{Logs.Print(pair.Item1)}\nagainst{Logs.Print(pair.Item2)}");

    [Fact]
    public void the_prefix_law_holds_in_both_times() => Gen.Select(Logs.Any, Logs.Instants, Logs.Moments).Sample(
        (log, asOf, knownAt) => Reading.Of(Recorded.Fold(log.Where(line => line.At < knownAt)).AsOf(asOf))
            .ShouldBe(Reading.Of(NaiveLaw.Over(log.Naive(), asOf, knownAt))),
        iter: Enough, print: asked => $"{Logs.Print(asked.Item1)}\nas of {asked.Item2}, known at {asked.Item3}");

    [Fact]
    public void as_of_now_is_the_state() => Logs.Any.Sample(
        log => Reading.Of(Recorded.Fold(log).AsOf(Day(100))).ShouldBe(Reading.Of(Recorded.Fold(log).Course)), iter: Enough / 4, print: Logs.Print);

    [Fact]
    public void every_standing_stage_fact_stands_exactly_once() => Logs.Any.Sample(
        log =>
        {
            var lead = Recorded.Fold(log);
            lead.Course.Standings.Keys.ShouldBe(lead.Facts.Standing.Where(kept => kept.Event is StageFact).Select(kept => kept.Id), ignoreOrder: true);
            lead.Course.Standings.Values.Count(standing => standing == Standing.Stamp).ShouldBe(lead.Course.Cycles.Sum(cycle => cycle.Path.Count()));
        },
        iter: Enough / 4, print: Logs.Print);
}
