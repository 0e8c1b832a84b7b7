namespace LeadLifecycle.Specs.Steps;

public sealed class LoseSpecs
{
    [Fact]
    public void a_lost_lead_has_a_reason() =>
        Given(Captured).When(Lost).ThenLead().Course.Current!.Fact<LeadLost>(Stage.Lost)!.Reason.ShouldBe("price");

    [Fact]
    public void a_loss_without_a_reason_is_refused() =>
        Given(Captured).When(new LeadLost()).ThenRefused("lead.field-missing", "/reason");

    [Fact]
    public void a_reason_nobody_can_count_is_refused_also_in_a_report()
    {
        Given(Captured).When(Lost with { Reason = "bad mood" }).ThenRefused("reason.unknown", "/reason");
        Given(Captured).WhenReported(Lost with { Reason = "Price" }).ThenRefused("reason.unknown", "/reason");
    }

    [Fact]
    public void a_report_may_not_know_the_reason() =>
        Given(Captured).WhenReported(new LeadLost()).ThenRecorded();

    [Fact]
    public void losing_it_for_another_reason_is_refused() =>
        Given(Captured, Lost).When(Lost with { Reason = "timing" }).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_loss_dated_before_the_stage_it_would_end_is_refused() =>
        Given(Captured, Qualified, Accepted).When(Lost.On(1.5)).ThenRefused("lead.occurred-too-early", "/occurredAt");
}
