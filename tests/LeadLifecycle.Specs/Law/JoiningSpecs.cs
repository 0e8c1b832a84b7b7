namespace LeadLifecycle.Specs.Law;

/// <summary>Rule 1: the first opens cycle 1; a fact joins the current cycle and stamps its stage, or repeats it.</summary>
public sealed class JoiningSpecs
{
    [Fact]
    public void any_stage_may_open_cycle_1() =>
        Given(SalesQualified).ShouldRead("SalesQualified@1");

    [Fact]
    public void skipped_stages_have_no_stamp() =>
        Given(Captured, Accepted).ShouldRead("Captured@1 SalesAccepted@2");

    [Fact]
    public void the_earliest_holds_the_stamp_and_the_others_repeat()
    {
        var course = Given(Captured, Engaged.On(4), Engaged.On(2), Engaged.On(3)).Lead!.Course.ShouldRead("Captured@1 Engaged@2");
        new[] { course.StandingOf(2), course.StandingOf(3), course.StandingOf(4) }
            .ShouldBe([Standing.Repeat, Standing.Stamp, Standing.Repeat]);
    }

    [Fact]
    public void an_open_cycle_takes_earlier_stages_too() =>
        Given(Captured, Accepted, Qualified, Engaged)
            .ShouldRead("Captured@1 Engaged@4 MarketingQualified@3 SalesAccepted@2");

    [Fact]
    public void reopen_opens_nothing_while_the_cycle_is_open() =>
        Given(Captured, Engaged with { Reopen = true }).ShouldRead("Captured@1 Engaged@2");

    [Fact]
    public void the_same_owner_with_another_team_moves_the_team() =>
        Given(Captured, Accepted, Accepted with { Team = "south" }).Lead!.Team.ShouldBe("south");

    [Fact]
    public void a_repeated_acceptance_that_happened_earlier_takes_the_stamp_and_not_the_lead()
    {
        var lead = Given(Captured, Accepted.On(5), Accepted.On(3) with { Owner = "bob" }).Lead!;
        lead.Owner.ShouldBe("eve");
        lead.Course.Current!.Fact<LeadSalesAccepted>(Stage.SalesAccepted)!.Owner.ShouldBe("bob");
    }
}
