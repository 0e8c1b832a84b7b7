namespace LeadLifecycle.Specs.Sla;

/// <summary>Whose clock it is: the team's goes on when the lead changes hands, the person's starts anew; and who missed it.</summary>
public sealed class HolderSpecs
{
    private static readonly LeadMarketingQualified ToEmea = Qualified with { Team = "emea" };

    private static Watch Taken(params Told[] more) => Watch.Over(ToEmea.At("Mon 09:00"), Accepted.At("Mon 10:00")).Then(more);

    [Fact]
    public void until_somebody_accepts_the_team_it_was_offered_to_has_it()
    {
        var clock = Watch.Over(ToEmea.At("Mon 09:00")).Clock(Leg.Acceptance);
        (clock.Holder.Owner, clock.Holder.Team).ShouldBe((null, "emea"));
        clock.PersonDue.ShouldBe(clock.Due);
    }

    [Fact]
    public void who_accepts_late_did_not_miss_it_the_offered_team_did()
    {
        var watch = Watch.Over(ToEmea.At("Mon 09:00"), Accepted.At("Mon 16:00"));
        Missed(watch, "acceptance", "Tue 09:00").ShouldBe((null, "emea"));
        (watch.Clock(Leg.Acceptance).Holder.Owner, watch.Clock(Leg.Acceptance).Holder.Team).ShouldBe((null, "emea"));
    }

    [Fact]
    public void who_was_assigned_before_accepting_missed_the_acceptance() =>
        Missed(Watch.Over(ToEmea.At("Mon 09:00"), AssignedTo("bob").At("Mon 10:00")), "acceptance", "Tue 09:00").ShouldBe(("bob", "emea"));

    [Fact]
    public void who_had_it_when_it_was_due_missed_it_whoever_has_it_when_that_is_recorded() =>
        Missed(Taken(AssignedTo("bob", "south").At("Tue 10:30")), "first-response", "Wed 09:00").ShouldBe(("eve", "north"));

    [Theory]
    [InlineData("Tue 09:59", "bob")]
    [InlineData("Tue 10:00", "eve")]
    public void what_is_handed_over_at_the_very_deadline_was_missed_by_who_had_it_till_then(string assigned, string owner) =>
        Missed(Taken(AssignedTo(owner == "eve" ? "adam" : "bob").At(assigned)), "first-response", "Wed 09:00").Owner.ShouldBe(owner);

    [Fact]
    public void each_cycle_has_holders_of_its_own() =>
        Missed(Taken(Lost.At("Mon 11:00"), Qualified.At("Tue 09:00")), "acceptance", "Wed 09:00").ShouldBe((null, null));

    [Fact]
    public void a_repeated_acceptance_by_another_hands_it_over() =>
        Missed(Taken((Accepted with { Owner = "bob" }).At("Mon 15:00")), "first-response", "Wed 09:00").ShouldBe(("bob", "north"));

    [Fact]
    public void the_team_clock_goes_on_and_the_person_clock_starts_anew_with_another_owner()
    {
        var clock = Taken(AssignedTo("bob", "north").At("Mon 15:00")).Clock(Leg.FirstResponse);
        (Week.Said(clock.Due!.Value), Week.Said(clock.PersonDue!.Value)).ShouldBe(("Tue 10:00", "Tue 15:00"));
    }

    [Fact]
    public void with_each_further_owner_it_starts_anew_also_when_one_had_it_before() =>
        Taken(AssignedTo("bob").At("Mon 15:00"), AssignedTo("eve").At("Mon 16:00")).Clock(Leg.FirstResponse).PersonDue.ShouldBe(Week.At("Tue 16:00"));

    [Fact]
    public void the_same_owner_again_or_another_team_alone_starts_nothing_anew() =>
        Taken(AssignedTo("eve", "north").At("Mon 12:00"), AssignedTo("eve", "south").At("Mon 15:00"), Accepted.At("Mon 16:00")).Clock(Leg.FirstResponse).PersonDue.ShouldBe(Week.At("Tue 10:00"));

    [Fact]
    public void who_had_it_before_the_clock_started_has_it_from_the_start() =>
        Watch.Over(ToEmea.At("Mon 09:00"), AssignedTo("eve", "north").At("Mon 09:30"), Accepted.At("Mon 10:00")).Clock(Leg.FirstResponse).PersonDue.ShouldBe(Week.At("Tue 10:00"));

    [Fact]
    public void a_change_of_hands_after_it_was_done_changes_neither_holder_nor_due()
    {
        var clock = Taken(Contacted.At("Mon 12:00"), AssignedTo("bob").At("Mon 12:00"), AssignedTo("adam").At("Mon 13:00")).Clock(Leg.FirstResponse);
        (clock.Holder.Owner, clock.PersonDue).ShouldBe(("eve", clock.Due));
    }

    [Fact]
    public void waits_shift_the_person_clock_too()
    {
        var paused = new LeadPaused { Reason = "agreed-date", Actor = "eve", Until = Week.At("Mon 16:00") };
        Taken(paused.At("Mon 14:00"), AssignedTo("bob").At("Mon 15:00")).Clock(Leg.FirstResponse).PersonDue.ShouldBe(Week.At("Tue 16:00"));
    }

    [Fact]
    public void a_wait_that_was_over_before_the_change_of_hands_is_none_of_the_new_owners()
    {
        var paused = new LeadPaused { Reason = "agreed-date", Actor = "eve", Until = Week.At("Mon 12:00") };
        Taken(paused.At("Mon 11:00"), AssignedTo("bob").At("Mon 15:00")).Clock(Leg.FirstResponse).PersonDue.ShouldBe(Week.At("Tue 15:00"));
    }

    private static (string? Owner, string? Team) Missed(Watch watch, string leg, string now)
    {
        var breach = watch.Ask(Week.At(now)).Select(alarm => alarm.Event).OfType<SlaBreached>().Single(breach => breach.Leg == leg);
        return (breach.Owner, breach.Team);
    }
}
