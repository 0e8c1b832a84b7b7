namespace LeadLifecycle.Specs.Steps;

public sealed class EngageSpecs
{
    [Fact]
    public void a_captured_lead_is_engaged() =>
        Given(Captured).When(Engaged).ThenLead().Stage.ShouldBe(Stage.Engaged);

    [Fact]
    public void engaging_an_open_cycle_reopens_nothing_whatever_it_says() =>
        Given(Captured).When(Engaged with { Reopen = true }).ThenRecorded<LeadEngaged>().Reopen.ShouldBeFalse();

    [Fact]
    public void another_interaction_is_a_touch_not_a_stage() =>
        Given(Captured, Engaged).When(Engaged with { Kind = "meeting" }).ThenNothing();

    [Fact]
    public void a_qualified_lead_does_not_go_back() =>
        Given(Captured, Qualified).When(Engaged).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_lost_lead_engaged_by_command_opens_the_next_cycle() =>
        Given(Captured, Lost).When(Engaged).ThenLead().Course.ShouldRead("Captured@1 Lost@2", "Engaged@3");

    [Fact]
    public void a_lost_lead_engaged_by_report_stays_lost() =>
        Given(Captured, Lost).WhenReported(Engaged).ThenMove().ShouldSatisfyAllConditions(
            move => move.AfterEnd.ShouldBeTrue(),
            move => move.To.ShouldBe(Stage.Lost),
            move => move.Cycle.ShouldBe(1));
}
