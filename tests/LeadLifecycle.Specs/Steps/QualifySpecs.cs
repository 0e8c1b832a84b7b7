namespace LeadLifecycle.Specs.Steps;

public sealed class QualifySpecs
{
    [Fact]
    public void qualifying_offers_the_handoff() =>
        Given(Captured, Engaged).When(Qualified).ThenMove().ShouldSatisfyAllConditions(
            move => move.From.ShouldBe(Stage.Engaged),
            move => move.To.ShouldBe(Stage.MarketingQualified),
            move => move.Skipped.ShouldBeNull());

    [Fact]
    public void engagement_may_be_skipped_and_the_move_says_so() =>
        Given(Captured).When(Qualified).ThenMove().Skipped.ShouldBe([Stage.Engaged]);

    [Fact]
    public void qualifying_again_with_another_score_is_nothing_new() =>
        Given(Captured, Qualified).When(Qualified with { Score = 95 }).ThenNothing();

    [Fact]
    public void an_accepted_lead_is_not_offered_again() =>
        Given(Captured, Qualified, Accepted).When(Qualified).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_recycled_lead_qualified_again_opens_the_next_cycle() =>
        Given(Captured, Qualified, Recycled).When(Qualified).ThenLead().Course
            .ShouldRead("Captured@1 MarketingQualified@2 Recycled@3", "MarketingQualified@4");
}
