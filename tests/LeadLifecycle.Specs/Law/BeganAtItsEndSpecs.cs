namespace LeadLifecycle.Specs.Law;

/// <summary>Rule 3: a deal won before its first contact; what follows explains cycle 1 until cycle 2 opens.</summary>
public sealed class BeganAtItsEndSpecs
{
    [Fact]
    public void a_deal_won_before_its_first_contact_is_one_cycle_with_a_negative_latency()
    {
        var cycle = Given(Won, Captured, Qualified).Lead!.Course
            .ShouldRead("Captured@2 MarketingQualified@3 Won@1").Current!;
        (cycle.End, cycle.IsNegative).ShouldBe((Stage.Won, true));
    }

    [Fact]
    public void the_same_holds_for_lost_and_recycled()
    {
        Given(Lost, Captured, Engaged).ShouldRead("Captured@2 Engaged@3 Lost@1");
        Given(Recycled, Engaged, Qualified).ShouldRead("Engaged@2 MarketingQualified@3 Recycled@1");
    }

    [Fact]
    public void a_second_of_a_stage_repeats_as_in_any_cycle() =>
        Given(Won, Captured, Captured).Lead!.Course.ShouldRead("Captured@2 Won@1").StandingOf(3).ShouldBe(Standing.Repeat);

    [Fact]
    public void a_later_acceptance_takes_the_lead_although_the_cycle_has_ended() =>
        Given(Won, Accepted).Lead!.Owner.ShouldBe("eve");

    [Fact]
    public void reopen_opens_cycle_2_and_from_there_rule_2_holds() =>
        Given(Won, Captured with { Reopen = true }, Lost, Engaged).Lead!.Course
            .ShouldRead("Won@1", "Captured@2 Lost@3").StandingOf(4).ShouldBe(Standing.AfterEnd);

    [Fact]
    public void another_end_is_read_by_rule_2()
    {
        Given(Lost, Captured, Won).ShouldRead("Captured@2 Lost@1", "Won@3");
        Given(Lost, Captured, Lost).Lead!.Course.ShouldRead("Captured@2 Lost@1").StandingOf(3).ShouldBe(Standing.Repeat);
        Given(Won, Captured, Lost).Lead!.Course.ShouldRead("Captured@2 Won@1").StandingOf(3).ShouldBe(Standing.AfterEnd);
    }

    [Fact]
    public void a_cycle_2_that_began_at_its_end_is_ended_like_any_other() =>
        Given(Lost, Won, Captured).Lead!.Course.ShouldRead("Lost@1", "Won@2").StandingOf(3).ShouldBe(Standing.AfterEnd);

    [Fact]
    public void a_capture_found_before_the_end_makes_it_an_ordinary_cycle() =>
        Given(Won, Qualified, Captured.On(0)).Lead!.Course.ShouldRead("Captured@0 Won@1").StandingOf(2).ShouldBe(Standing.AfterEnd);
}
