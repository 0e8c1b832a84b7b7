namespace LeadLifecycle.Specs.Steps;

public sealed class RecycleSpecs
{
    [Fact]
    public void sales_rejects_what_it_was_offered() =>
        Given(Captured, Qualified).When(Recycled).ThenMove().ShouldSatisfyAllConditions(
            move => move.From.ShouldBe(Stage.MarketingQualified),
            move => move.To.ShouldBe(Stage.Recycled),
            move => move.Skipped.ShouldBeNull());

    [Fact]
    public void it_may_say_when_to_look_again() =>
        Given(Captured).When(Recycled with { RevisitAt = Day(90) }).ThenRecorded<LeadRecycled>().RevisitAt.ShouldBe(Day(90));

    [Fact]
    public void recycling_without_a_reason_is_refused() =>
        Given(Captured).When(new LeadRecycled()).ThenRefused("lead.field-missing", "/reason");

    [Fact]
    public void a_reason_nobody_can_count_is_refused() =>
        Given(Captured).When(Recycled with { Reason = "" }).ThenRefused("reason.unknown", "/reason");

    [Fact]
    public void recycling_it_for_another_reason_is_refused() =>
        Given(Captured, Recycled).When(Recycled with { Reason = "price" }).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_lost_lead_is_not_recycled_by_a_command() =>
        Given(Captured, Lost).When(Recycled).ThenRefused("lead.step-not-allowed");
}
