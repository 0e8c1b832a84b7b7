namespace LeadLifecycle.Specs.Steps;

public sealed class AcceptSpecs
{
    [Fact]
    public void a_seller_takes_a_qualified_lead()
    {
        var lead = Given(Captured, Qualified).When(Accepted).ThenLead();
        (lead.Stage, lead.Owner, lead.Team).ShouldBe((Stage.SalesAccepted, "eve", "north"));
    }

    [Fact]
    public void a_team_may_take_it_without_naming_a_seller() =>
        Given(Captured, Qualified).When(Accepted with { Owner = null }).ThenLead().Team.ShouldBe("north");

    [Fact]
    public void nobody_cannot_take_it() =>
        Given(Captured, Qualified).When(new LeadSalesAccepted()).ThenRefused("lead.field-missing", "/owner");

    [Fact]
    public void a_lead_that_is_not_qualified_is_refused() =>
        Given(Captured).When(Accepted).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void taking_it_again_without_naming_the_team_is_nothing() =>
        Given(Captured, Qualified, Accepted).When(Accepted with { Team = null }).ThenNothing();

    [Fact]
    public void a_lead_another_has_is_refused() =>
        Given(Captured, Qualified, Accepted).When(Accepted with { Owner = "bob" }).ThenRefused("lead.already-accepted")
            .Allowed.ShouldBe(["sales-qualify", "recycle", "lose"]);

    [Fact]
    public void a_reported_acceptance_by_another_owner_reassigns_and_leaves_the_stamp()
    {
        var lead = Given(Captured, Qualified, Accepted).WhenReported(Accepted with { Owner = "bob", Team = "south" }).ThenLead();
        (lead.Owner, lead.Team).ShouldBe(("bob", "south"));
        lead.Course.Current!.Fact<LeadSalesAccepted>(Stage.SalesAccepted)!.Owner.ShouldBe("eve");
    }
}
