namespace LeadLifecycle.Specs.Steps;

public sealed class VoidSpecs
{
    [Fact]
    public void a_voided_fact_leaves_the_set() =>
        Given(Captured, Qualified).When(VoidOf(2)).ThenLead().Course.ShouldRead("Captured@1");

    [Fact]
    public void voiding_it_again_is_nothing() =>
        Given(Captured, Qualified, VoidOf(2)).When(VoidOf(2)).ThenNothing();

    [Fact]
    public void a_person_is_told_that_the_fact_is_not_there() =>
        Given(Captured).When(VoidOf(99)).ThenRefused("fact.unknown", "/fact");

    [Fact]
    public void a_reported_void_may_come_before_its_fact() =>
        Given(Captured, VoidOf(3), Lost).ShouldRead("Captured@1");

    [Fact]
    public void a_void_cannot_be_voided()
    {
        Given(Captured, Lost, VoidOf(2)).When(VoidOf(3)).ThenRefused("fact.not-voidable", "/fact");
        Given(Captured, Lost, VoidOf(2)).WhenReported(VoidOf(3)).ThenRefused("fact.not-voidable", "/fact");
    }

    [Fact]
    public void a_void_that_was_voided_before_it_came_still_voids() =>
        Given(Captured, Lost, VoidOf(4), VoidOf(2)).ShouldRead("Captured@1");

    [Fact]
    public void a_touch_can_be_voided_too() =>
        Given(Captured, Touched).When(VoidOf(2)).ThenLead().Course.ShouldRead("Captured@1");

    [Fact]
    public void correcting_is_voiding_and_reporting_again_under_a_new_id() =>
        Given(Captured, Won.On(9), VoidOf(2), Won.On(4) with { Amount = 5 }).Lead!.Course.ShouldRead("Captured@1 Won@4")
            .Current!.Fact<LeadWon>(Stage.Won)!.Amount.ShouldBe(5);

    [Fact]
    public void a_lead_whose_only_stage_was_voided_has_no_cycle_and_can_be_captured() =>
        Given(Captured, VoidOf(1)).When(Captured).ThenLead().Cycle.ShouldBe(1);
}
