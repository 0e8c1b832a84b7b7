namespace LeadLifecycle.Specs.Law;

/// <summary>What was true, and what the event said of itself when it came.</summary>
public sealed class TwoTimesSpecs
{
    private static Story Told => Given(Captured, Qualified, Lost, Captured);

    [Fact]
    public void as_of_an_instant_counts_what_happened_before_it_exclusive()
    {
        Told.Lead!.AsOf(Day(2)).ShouldRead("Captured@1");
        Told.Lead!.AsOf(Day(2).AddTicks(10)).ShouldRead("Captured@1 MarketingQualified@2");
        Told.Lead!.AsOf(Day(4)).ShouldRead("Captured@1 MarketingQualified@2 Lost@3");
    }

    [Fact]
    public void before_everything_there_is_no_cycle() =>
        Told.Lead!.AsOf(Day(1)).Current.ShouldBeNull();

    [Fact]
    public void who_had_it_is_asked_of_the_same_instant() =>
        Given(Captured, AssignedTo("bob"), Accepted).Lead!.AsOf(Day(3)).Owner.ShouldBe("bob");

    [Fact]
    public void a_fact_behind_a_recorded_stage_is_late()
    {
        var move = Given(Captured, Accepted).WhenReported(Qualified.On(1.5)).ThenMove();
        (move.Late, move.From, move.To).ShouldBe((true, Stage.SalesAccepted, Stage.SalesAccepted));
    }

    [Fact]
    public void at_one_instant_a_lower_rank_is_late_and_a_higher_is_not()
    {
        Given(Qualified.On(1)).WhenReported(Captured.On(1)).ThenMove().Late.ShouldBeTrue();
        Given(Captured.On(1)).WhenReported(Qualified.On(1)).ThenMove().Late.ShouldBeFalse();
    }

    [Fact]
    public void only_stage_facts_make_late_and_only_stage_facts_are()
    {
        Given(Captured, Contacted.On(9), AssignedTo("bob").On(9)).WhenReported(Qualified.On(5)).ThenMove().Late.ShouldBeFalse();
        Given(Captured.On(5)).WhenReported(Contacted.On(1)).ThenMove().Late.ShouldBeFalse();
    }

    [Fact]
    public void a_voided_fact_makes_nothing_late() =>
        Given(Captured, Won.On(9), VoidOf(2)).WhenReported(Engaged.On(4)).ThenMove().Late.ShouldBeFalse();

    [Fact]
    public void a_late_fact_can_end_a_cycle_that_had_gone_on()
    {
        var lead = Given(Captured, Qualified.On(5)).WhenReported(Lost.On(3)).ThenLead();
        lead.Course.ShouldRead("Captured@1 Lost@3", "MarketingQualified@5");
    }
}
