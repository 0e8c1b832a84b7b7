namespace LeadLifecycle.Specs.Agreements;

/// <summary>A change of an agreement never touches a clock that runs.</summary>
public sealed class RunningClockSpecs
{
    private static readonly Agreed Quicker = Agreed.Default with
    {
        Sla = new SlaPolicy(1) { Targets = new Dictionary<string, TimeSpan> { [Leg.Acceptance.Name] = TimeSpan.FromHours(1) } },
    };

    private static readonly AgreementHistory Changed = new(Agreed.Default, [(Facts.Day(5), Quicker)]);

    [Fact]
    public void a_clock_that_ran_before_keeps_what_it_began_with() => Acceptance(recordedOn: 4.9, Changed).ShouldBe((0, TimeSpan.FromHours(4)));

    [Fact]
    public void a_clock_that_starts_with_the_change_has_the_new() => Acceptance(recordedOn: 5, Changed).ShouldBe((1, TimeSpan.FromHours(1)));

    [Fact]
    public void it_counts_when_the_fact_was_recorded_not_when_it_happened() => Acceptance(recordedOn: 6, Changed).ShouldBe((1, TimeSpan.FromHours(1)));

    private static (int Version, TimeSpan? Target) Acceptance(double recordedOn, AgreementHistory agreements)
    {
        var facts = FactSet.Empty.With(Facts.Id(1), Facts.Qualified.On(4.5), Facts.Day(recordedOn));
        var clock = Clocks.Of(facts, agreements).Single(clock => clock.Leg == Leg.Acceptance);
        return (clock.PolicyVersion, clock.Target);
    }
}
