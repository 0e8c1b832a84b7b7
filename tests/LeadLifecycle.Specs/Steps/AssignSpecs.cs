namespace LeadLifecycle.Specs.Steps;

public sealed class AssignSpecs
{
    [Fact]
    public void the_lead_gets_an_owner_and_moves_nowhere()
    {
        var lead = Given(Captured).When(AssignedTo("bob", "south")).ThenLead();
        (lead.Stage, lead.Owner, lead.Team).ShouldBe((Stage.Captured, "bob", "south"));
    }

    [Fact]
    public void giving_it_to_nobody_is_refused() =>
        Given(Captured).When(AssignedTo(null)).ThenRefused("lead.field-missing", "/owner");

    [Fact]
    public void giving_it_to_who_has_it_is_nothing() =>
        Given(Captured, AssignedTo("bob")).When(AssignedTo("bob")).ThenNothing();

    [Fact]
    public void an_assignment_after_the_acceptance_takes_it_over() =>
        Given(Captured, Qualified, Accepted).When(AssignedTo("bob", "north")).ThenLead().Owner.ShouldBe("bob");

    [Fact]
    public void one_dated_before_the_acceptance_would_change_nothing_and_is_refused() =>
        Given(Captured, Qualified, Accepted).When(AssignedTo("bob").On(2.5)).ThenRefused("lead.occurred-too-early", "/occurredAt");

    [Fact]
    public void one_reported_before_the_acceptance_is_kept_and_changes_nothing() =>
        Given(Captured, Qualified, Accepted).WhenReported(AssignedTo("bob").On(2.5)).ThenLead().Owner.ShouldBe("eve");

    [Fact]
    public void one_at_the_instant_of_the_acceptance_stands_after_it() =>
        Given(Captured, Qualified, AssignedTo("bob").On(3), Accepted.On(3)).Lead!.Owner.ShouldBe("bob");

    [Fact]
    public void one_before_the_first_stage_belongs_to_cycle_1() =>
        Given(AssignedTo("bob"), Captured).Lead!.Owner.ShouldBe("bob");

    [Fact]
    public void the_next_cycle_starts_without_an_owner() =>
        Given(Captured, AssignedTo("bob"), Lost, Captured).Lead!.Owner.ShouldBeNull();
}
