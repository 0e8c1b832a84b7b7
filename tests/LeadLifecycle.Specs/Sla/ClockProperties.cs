using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Sla;

/// <summary>The clocks against ones that are walked minute by minute, whatever was recorded.</summary>
public sealed class ClockProperties
{
    private const int Enough = 1_000;

    [Fact]
    public void a_clock_reads_what_walking_it_minute_by_minute_reads() => Gen.Select(SlaLives.Any, Gen.Int[0, 20 * 1440]).Sample(
        (life, now) =>
        {
            var facts = life.Log.Aggregate(FactSet.Empty, (set, line) => set.With(line.Id, line.Event, line.At));
            Clocks.Of(facts, life.Agreements).Select(clock => Read(clock, NaiveCalendar.At(now)))
                .ShouldBe(NaiveClock.Read(life.Log, life.InForce, now));
        },
        iter: Enough, print: asked => $"{asked.Item1} at {asked.Item2}");

    [Fact]
    public void the_order_of_recording_leaves_no_trace_but_when_it_was() => SlaLives.Any.SelectMany(life => Gen.Shuffle(life.Log.ToArray()).Select(shuffled => (life, shuffled))).Sample(
        (life, shuffled) => Read(life, shuffled).ShouldBe(Read(life, life.Log)), iter: Enough, print: asked => $"{asked.Item1}");

    private static IEnumerable<string> Read(SlaLife life, IEnumerable<Recorded> log) =>
        Clocks.Of(log.Aggregate(FactSet.Empty, (set, line) => set.With(line.Id, line.Event, line.At)), life.Agreements)
            .Select(clock => $"{Read(clock, NaiveCalendar.At(20_000))} {clock.PersonDue} {clock.Holder}");

    private static string Read(Clock clock, DateTimeOffset now)
    {
        var read = NaiveClock.Said(
            NaiveCalendar.Minute(clock.Start), Minute(clock.Stop), Minutes(clock.Target), Minute(clock.AtRisk), Minute(clock.Due),
            Minutes(clock.Left(now)), Minutes(clock.Elapsed(now))!.Value, $"{clock.StateAt(now)}", clock.Quiet);
        return $"{clock.Cycle} {clock.Leg.Name} {read}";
    }

    private static int? Minute(DateTimeOffset? at) => at is { } known ? NaiveCalendar.Minute(known) : null;

    private static int? Minutes(TimeSpan? time) => time is { } known ? (int)known.TotalMinutes : null;
}
