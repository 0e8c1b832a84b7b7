namespace LeadLifecycle.Specs.Law;

/// <summary>A void takes a fact out of the set; the rest is read anew.</summary>
public sealed class VoidingSpecs
{
    [Fact]
    public void the_next_fact_in_order_then_holds_the_stamp() =>
        Given(Captured, Engaged, Engaged, VoidOf(2)).Lead!.Course
            .ShouldRead("Captured@1 Engaged@3").StandingOf(3).ShouldBe(Standing.Stamp);

    [Fact]
    public void voiding_an_end_joins_two_cycles() =>
        Given(Captured, Lost, Qualified, Won, VoidOf(2)).ShouldRead("Captured@1 MarketingQualified@3 Won@4");

    [Fact]
    public void voiding_a_win_opens_what_stood_behind_it() =>
        Given(Captured, Won, Lost, Captured, VoidOf(2)).ShouldRead("Captured@1 Lost@3", "Captured@4");

    [Fact]
    public void voiding_a_capture_can_turn_a_cycle_into_one_that_began_at_its_end() =>
        Given(Captured, Won, Qualified, VoidOf(1)).ShouldRead("MarketingQualified@3 Won@2");

    [Fact]
    public void voiding_the_first_end_can_split_a_cycle() =>
        Given(Won, Captured, Lost, Qualified, VoidOf(1)).ShouldRead("Captured@2 Lost@3", "MarketingQualified@4");

    [Fact]
    public void a_void_of_a_void_has_no_effect() =>
        Given(Captured, Engaged, VoidOf(4), VoidOf(2)).ShouldRead("Captured@1");

    [Fact]
    public void a_void_holds_for_every_as_of_whenever_it_was_said_to_happen() =>
        Given(Captured, Engaged, VoidOf(2).On(9)).Lead!.AsOf(Day(3)).ShouldRead("Captured@1");

    [Fact]
    public void voiding_the_acceptance_gives_the_lead_back_to_who_had_it() =>
        Given(Captured, AssignedTo("bob"), Accepted, VoidOf(3)).Lead!.Owner.ShouldBe("bob");
}
