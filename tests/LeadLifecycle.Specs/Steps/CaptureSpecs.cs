namespace LeadLifecycle.Specs.Steps;

public sealed class CaptureSpecs
{
    [Fact]
    public void the_first_capture_makes_the_lead()
    {
        var lead = GivenNoLead.When(Captured).ThenLead();
        lead.Stage.ShouldBe(Stage.Captured);
        lead.Cycle.ShouldBe(1);
        lead.Version.ShouldBe(1);
    }

    [Fact]
    public void a_first_capture_reopens_nothing_whatever_it_says() =>
        GivenNoLead.When(Captured with { Reopen = true }).ThenRecorded<LeadCaptured>().Reopen.ShouldBeFalse();

    [Fact]
    public void touches_before_it_are_no_cycle() =>
        Given(Touched, Contacted).When(Captured).ThenLead().Cycle.ShouldBe(1);

    [Fact]
    public void a_form_sent_twice_is_one_capture() =>
        Given(Captured).When(Captured with { Source = "paid" }).ThenNothing();

    [Fact]
    public void a_lead_whose_cycle_began_later_in_the_line_is_not_captured_by_a_command() =>
        Given(Engaged).When(Captured).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_won_lead_is_captured_again_only_when_asked_to_reopen()
    {
        Given(Captured, Won).When(Captured).ThenRefused("lead.step-not-allowed", "/reopen").Allowed
            .ShouldBe(["capture", "engage", "qualify"]);
        Given(Captured, Won).When(Captured with { Reopen = true }).ThenLead().Cycle.ShouldBe(2);
    }

    [Fact]
    public void a_re_entry_before_the_end_it_follows_would_open_nothing_and_is_refused() =>
        Given(Captured, Lost).When(Captured.On(1.5)).ThenRefused("lead.occurred-too-early", "/occurredAt");
}
