using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Sla;

/// <summary>A life driven forward in time as the service drives it: each record and each <see cref="Alarms.Next"/> is a look, some are missed.</summary>
public sealed class AlarmProperties
{
    private const int Enough = 1_500;

    private static readonly Gen<(SlaLife Life, bool[] Asleep)> Driven = Gen.Select(SlaLives.Any, Gen.Frequency((3, false), (1, true)).Array[14]);

    [Fact]
    public void a_breach_stands_exactly_where_a_clock_was_missed() => Drive((watch, now) =>
    {
        var clocks = watch.Clocks.Where(clock => clock is { Quiet: false, Target: not null }).ToList();
        var retracted = Of<SlaBreachRetracted>(watch).Select(retraction => retraction.Breach).ToList();
        var standing = watch.Facts.All.Where(kept => kept.Event is SlaBreached && !retracted.Contains(kept.Id)).Select(kept => Name((SlaEvent)kept.Event)).ToList();
        standing.ShouldBe(clocks.Where(clock => clock.Missed(now) && clock.Due <= now).Select(Name), ignoreOrder: true);
        retracted.ShouldBeUnique();
        retracted.ShouldBeSubsetOf(watch.Facts.All.Where(kept => kept.Event is SlaBreached).Select(kept => kept.Id));
    });

    [Fact]
    public void a_clock_is_called_at_risk_at_most_once_and_never_after_its_breach() => Drive((watch, _) =>
    {
        Of<SlaAtRisk>(watch).Select(Name).ShouldBeUnique();
        Of<SlaBreached>(watch).Select(Name).ShouldBeSubsetOf(Of<SlaAtRisk>(watch).Select(Name));
    });

    [Fact]
    public void asking_again_raises_nothing_until_the_instant_it_named() => Drive((watch, now) =>
    {
        var (raise, next) = watch.Alarms(now);
        raise.ShouldBeEmpty();
        if (next is not { } ahead)
        {
            watch.Alarms(now.AddDays(60)).Raise.ShouldBeEmpty();
            return;
        }

        ahead.ShouldBeGreaterThan(now);
        watch.Alarms(ahead.AddTicks(-1)).Raise.ShouldBeEmpty();
        watch.Alarms(ahead).Raise.ShouldNotBeEmpty();
    });

    [Fact]
    public void what_is_raised_is_in_order_and_has_happened() => Driven.Sample(
        (life, asleep) => Live(life, asleep, (_, _) => { }, (raised, now) =>
        {
            raised.Select(alarm => alarm.Event.OccurredAt).ShouldBeInOrder();
            raised.ShouldAllBe(alarm => alarm.Event.OccurredAt <= now);
        }),
        iter: Enough, print: asked => $"{asked.Item1}");

    private static void Drive(Action<Watch, DateTimeOffset> check) => Driven.Sample(
        (life, asleep) => Live(life, asleep, check, (_, _) => { }), iter: Enough, print: asked => $"{asked.Item1}");

    /// <summary>After each look: what holds then, and what was raised.</summary>
    private static void Live(SlaLife life, bool[] asleep, Action<Watch, DateTimeOffset> check, Action<IReadOnlyList<Alarm>, DateTimeOffset> raised)
    {
        var watch = new Watch(life.Agreements);
        void Look(DateTimeOffset now)
        {
            raised(watch.Ask(now), now);
            check(watch, now);
        }

        var now = DateTimeOffset.MinValue;
        for (var i = 0; i < life.Log.Count; i++)
        {
            while (!asleep[i] && watch.Alarms(now).Next is { } next && next < life.Log[i].At) Look(now = next);
            watch.Record(life.Log[i].Id, life.Log[i].Event, now = life.Log[i].At);
            if (!asleep[i]) Look(now);
        }

        Look(now);
        while (watch.Alarms(now).Next is { } next) Look(now = next);
    }

    private static IEnumerable<T> Of<T>(Watch watch) where T : SlaEvent => watch.Facts.All.Select(kept => kept.Event).OfType<T>();

    private static string Name(SlaEvent e) => $"{e.StartedBy}/{e.Leg}";

    private static string Name(Clock clock) => $"{clock.StartedBy}/{clock.Leg.Name}";
}
