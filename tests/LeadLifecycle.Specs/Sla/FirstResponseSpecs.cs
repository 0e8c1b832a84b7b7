namespace LeadLifecycle.Specs.Sla;

/// <summary>The first genuine answer: a human's outbound contact or a disposition, the earliest, whenever it is told.</summary>
public sealed class FirstResponseSpecs
{
    private static Watch Taken(params Told[] more) => Watch.Over(Qualified.At("Mon 09:00"), Accepted.At("Mon 12:00")).Then(more);

    [Theory]
    [InlineData("Mon 13:00", "Mon 13:00")]
    [InlineData("Mon 12:00", "Mon 12:00")]
    [InlineData("Mon 11:00", "Mon 12:00")]
    [InlineData("Mon 09:00", "Mon 12:00")]
    public void a_human_contact_since_qualification_stops_it_at_the_earliest_when_it_starts(string contacted, string stops)
    {
        var clock = Taken(Contacted.At(contacted)).Clock(Leg.FirstResponse);
        clock.Stop.ShouldBe(Week.At(stops));
        clock.StateAt(Week.At("Fri 09:00")).ShouldBe(ClockState.Met);
        clock.Elapsed(Week.At("Fri 09:00")).ShouldBe(Week.At(stops) - Week.At("Mon 12:00"));
    }

    [Fact]
    public void a_contact_before_qualification_is_none() => Taken(Contacted.At("Mon 08:59")).Clock(Leg.FirstResponse).Stop.ShouldBeNull();

    [Fact]
    public void without_a_qualification_it_counts_from_the_acceptance()
    {
        var watch = Watch.Over(Accepted.At("Mon 12:00"), Contacted.At("Mon 11:00"));
        watch.Clock(Leg.FirstResponse).Stop.ShouldBeNull();
        watch.Then(Contacted.At("Mon 12:30")).Clock(Leg.FirstResponse).Stop.ShouldBe(Week.At("Mon 12:30"));
    }

    [Fact]
    public void without_an_actor_nobody_can_tell_it_from_automatic_mail() =>
        Taken((Contacted with { Actor = null }).At("Mon 13:00")).Clock(Leg.FirstResponse).Stop.ShouldBeNull();

    [Fact]
    public void neither_touches_nor_assignments_nor_what_a_clock_raised_is_an_answer()
    {
        var watch = Taken((Touched with { Actor = "eve" }).At("Mon 13:00"), (AssignedTo("bob") with { Actor = "eve" }).At("Mon 13:00"), (Engaged with { Actor = "eve" }).At("Mon 13:00"));
        watch.Ask("Wed 09:00").ShouldNotBeEmpty();
        watch.Clock(Leg.FirstResponse).Stop.ShouldBeNull();
    }

    [Fact]
    public void a_disposition_is_an_answer() => Taken(Lost.At("Mon 14:00")).Clock(Leg.FirstResponse).Stop.ShouldBe(Week.At("Mon 14:00"));

    [Fact]
    public void the_earliest_counts_in_whatever_order_they_are_told() =>
        Taken(Contacted.At("Mon 15:00"), Contacted.At("Mon 13:00").Heard("Thu 09:00"), Lost.At("Mon 16:00")).Clock(Leg.FirstResponse).Stop.ShouldBe(Week.At("Mon 13:00"));

    [Fact]
    public void a_voided_contact_never_was() =>
        Taken(Contacted.At("Mon 13:00"), Contacted.At("Mon 14:00"), VoidOf(3).At("Mon 15:00")).Clock(Leg.FirstResponse).Stop.ShouldBe(Week.At("Mon 14:00"));

    [Fact]
    public void a_contact_of_the_cycle_before_answers_nothing_in_the_next()
    {
        var watch = Taken(Contacted.At("Mon 13:00"), Lost.At("Mon 14:00"), Qualified.At("Tue 09:00"), Accepted.At("Tue 10:00"));
        watch.Clock(Leg.FirstResponse, cycle: 2).Stop.ShouldBeNull();
    }

    [Fact]
    public void a_contact_after_the_end_answers_nothing_before_it() =>
        Taken(Lost.At("Mon 14:00"), Contacted.At("Mon 15:00")).Clock(Leg.FirstResponse).Stop.ShouldBe(Week.At("Mon 14:00"));

    [Fact]
    public void a_contact_stops_no_other_leg()
    {
        var watch = Watch.Over(Captured.At("Mon 08:00"), Qualified.At("Mon 09:00"), Contacted.At("Mon 10:00"));
        watch.Clock(Leg.Acceptance).Stop.ShouldBeNull();
        watch.Then(Accepted.At("Mon 11:00")).Clock(Leg.SalesQualification).Stop.ShouldBeNull();
    }
}
