using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>What every report rests on, at any instant.</summary>
public sealed class CountingProperties
{
    [Fact]
    public void every_cycle_is_open_or_has_exactly_one_end() => Gen.Select(Logs.Any, Logs.Instants).Sample(
        (log, asOf) =>
        {
            foreach (var cycle in Recorded.Fold(log).AsOf(asOf).Cycles)
            {
                cycle.Path.Count(stage => stage.IsEnd()).ShouldBe(cycle.End is null ? 0 : 1);
                (cycle.End ?? cycle.Stage).ShouldBe(cycle.Stage);
            }
        },
        iter: 20_000, print: asked => Logs.Print(asked.Item1));

    [Fact]
    public void later_instants_only_add_stamps_and_cycles() => Gen.Select(Logs.Any, Logs.Instants, Logs.Instants).Sample(
        (log, one, other) =>
        {
            var (from, to) = one < other ? (one, other) : (other, one);
            Stamps(Recorded.Fold(log).AsOf(from)).ShouldBeSubsetOf(Stamps(Recorded.Fold(log).AsOf(to)));
        },
        iter: 10_000, print: asked => Logs.Print(asked.Item1));

    /// <summary>A visit ends where the next stage of the path begins; a negative latency would end one before it began.</summary>
    [Fact]
    public void a_snapshot_and_the_flow_make_the_next_snapshot() => Gen.Select(Logs.Any, Logs.Instants, Logs.Instants)
        .Where((log, _, _) => !Recorded.Fold(log).Course.Cycles.Any(cycle => cycle.IsNegative)).Sample(
        (log, one, other) =>
        {
            var (from, to) = one < other ? (one, other) : (other, one);
            var lead = Recorded.Fold(log);
            var visits = lead.AsOf(to).Cycles.SelectMany(Visits).ToList();
            foreach (var stage in Stages.All)
            {
                var entered = visits.Count(visit => visit.Stage == stage && visit.Entered >= from);
                var exited = visits.Count(visit => visit.Stage == stage && visit.Left >= from);
                (Snapshot(lead, from, stage) + entered - exited).ShouldBe(Snapshot(lead, to, stage));
            }
        },
        iter: 10_000, print: asked => Logs.Print(asked.Item1));

    private static List<string> Stamps(Course course) =>
        [.. course.Cycles.SelectMany(cycle => cycle.Path.Select(stage => $"{cycle.Number} {stage} {cycle[stage]!.Value.Id}"))];

    private static int Snapshot(Lead lead, DateTimeOffset at, Stage stage) => lead.AsOf(at).Cycles.Count(cycle => cycle.Stage == stage);

    private static IEnumerable<(Stage Stage, DateTimeOffset Entered, DateTimeOffset? Left)> Visits(Cycle cycle)
    {
        var path = cycle.Path.ToList();
        return path.Select((stage, i) => (stage, cycle[stage]!.Value.At, i + 1 < path.Count ? cycle[path[i + 1]]!.Value.At : (DateTimeOffset?)null));
    }
}
