namespace LeadLifecycle.Specs.Sla;

/// <summary>What stops a clock for a while. Offered Monday 10:00 with four business hours, it is due 14:00 unless it waits.</summary>
public sealed class PauseSpecs
{
    private static LeadPaused Paused => new() { Reason = "waiting-for-prospect", Actor = "eve" };

    private static LeadResumed Resumed => new() { Actor = "eve" };

    private static Watch Offered(params Told[] more) => Watch.Over(Qualified.At("Mon 10:00")).Then(more);

    private static string Due(params Told[] more) => Week.Said(Offered(more).Clock(Leg.Acceptance).Due!.Value);

    [Theory]
    [InlineData("Mon 10:59", ClockState.Running, 59)]
    [InlineData("Mon 11:00", ClockState.Paused, 60)]
    [InlineData("Mon 12:59", ClockState.Paused, 60)]
    [InlineData("Mon 13:00", ClockState.Running, 60)]
    [InlineData("Mon 15:12", ClockState.AtRisk, 192)]
    [InlineData("Mon 16:00", ClockState.Breached, 240)]
    public void while_it_waits_no_time_passes_until_it_is_resumed(string now, ClockState state, int elapsed)
    {
        var clock = Offered(Paused.At("Mon 11:00"), Resumed.At("Mon 13:00")).Clock(Leg.Acceptance);
        clock.Waits.ShouldBe([new Wait(Week.At("Mon 11:00"), Week.At("Mon 13:00"), "waiting-for-prospect")]);
        clock.StateAt(Week.At(now)).ShouldBe(state);
        (clock.Elapsed(Week.At(now)), clock.Left(Week.At(now))).ShouldBe((TimeSpan.FromMinutes(elapsed), TimeSpan.FromMinutes(240 - elapsed)));
    }

    [Fact]
    public void without_an_actor_it_stops_nothing() => Due((Paused with { Actor = null }).At("Mon 11:00")).ShouldBe("Mon 14:00");

    [Fact]
    public void for_no_reason_or_one_nobody_agreed_on_it_stops_nothing()
    {
        Due((Paused with { Reason = null }).At("Mon 11:00")).ShouldBe("Mon 14:00");
        Due((Paused with { Reason = "lunch" }).At("Mon 11:00")).ShouldBe("Mon 14:00");
    }

    [Fact]
    public void it_ends_by_itself_at_until() =>
        Due((Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:00")).ShouldBe("Mon 15:00");

    [Theory]
    [InlineData(null)]
    [InlineData("Mon+9 11:00")]
    public void it_lasts_no_longer_than_was_agreed_for_its_reason(string? until) =>
        Due((Paused with { Until = until is null ? null : Week.At(until) }).At("Mon 11:00")).ShouldBe("Mon+1 12:00");

    [Fact]
    public void each_reason_has_a_longest_time_of_its_own() =>
        Offered((Paused with { Reason = "agreed-date" }).At("Mon 11:00")).Clock(Leg.Acceptance).Waits.ShouldHaveSingleItem().To.ShouldBe(Week.At("Wed+4 11:00"));

    [Theory]
    [InlineData("Mon 10:30")]
    [InlineData("Mon 11:00")]
    public void an_until_that_does_not_lie_ahead_stops_nothing(string until) =>
        Due((Paused with { Until = Week.At(until) }).At("Mon 11:00")).ShouldBe("Mon 14:00");

    [Fact]
    public void one_within_another_does_not_count_twice() =>
        Due((Paused with { Until = Week.At("Mon 13:00") }).At("Mon 11:00"), (Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:30")).ShouldBe("Mon 16:00");

    [Fact]
    public void of_two_that_overlap_the_later_end_counts() =>
        Due((Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:00"), (Paused with { Until = Week.At("Mon 13:00") }).At("Mon 11:30")).ShouldBe("Mon 16:00");

    [Fact]
    public void one_after_another_add_up_and_touching_ones_are_one_wait()
    {
        var (first, second) = ((Paused with { Until = Week.At("Mon 11:30") }).At("Mon 11:00"), (Paused with { Until = Week.At("Mon 12:30") }).At("Mon 12:00"));
        Due(first, second).ShouldBe("Mon 15:00");
        Offered(first, second).Clock(Leg.Acceptance).Waits.Count.ShouldBe(2);
        Offered(first, (Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:30")).Clock(Leg.Acceptance).Waits.Count.ShouldBe(1);
    }

    [Fact]
    public void resuming_ends_every_wait_of_that_instant() =>
        Due((Paused with { Until = Week.At("Mon 13:00") }).At("Mon 11:00"), (Paused with { Until = Week.At("Mon 16:00") }).At("Mon 11:30"), Resumed.At("Mon 12:00")).ShouldBe("Mon 15:00");

    [Fact]
    public void resuming_what_does_not_wait_changes_nothing()
    {
        Due(Resumed.At("Mon 11:00")).ShouldBe("Mon 14:00");
        Due((Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:00"), Resumed.At("Mon 12:30")).ShouldBe("Mon 15:00");
    }

    [Fact]
    public void the_order_of_telling_does_not_matter() =>
        Due(Resumed.At("Mon 12:00"), Paused.At("Mon 11:00").Heard("Tue 09:00")).ShouldBe("Mon 15:00");

    [Fact]
    public void a_voided_pause_or_resumption_never_was()
    {
        Due(Paused.At("Mon 11:00"), VoidOf(2).At("Mon 12:00")).ShouldBe("Mon 14:00");
        Due((Paused with { Until = Week.At("Mon 13:00") }).At("Mon 11:00"), Resumed.At("Mon 12:00"), VoidOf(3).At("Mon 12:30")).ShouldBe("Mon 16:00");
    }

    [Theory]
    [InlineData("Mon 09:59", "Mon 14:00")]
    [InlineData("Mon 10:00", "Mon 15:00")]
    public void one_before_the_clock_ran_stops_nothing(string paused, string due) =>
        Due((Paused with { Until = Week.At("Mon 11:00") }).At(paused)).ShouldBe(due);

    [Fact]
    public void one_after_it_was_done_stops_nothing() =>
        Offered(Accepted.At("Mon 15:00"), (Paused with { Leg = "acceptance" }).At("Mon 15:00")).Clock(Leg.Acceptance).Waits.ShouldBeEmpty();

    [Fact]
    public void one_after_due_shifts_nothing()
    {
        Due(Paused.At("Mon 14:00")).ShouldBe("Mon 14:00");
        Offered(Paused.At("Mon 15:00")).State(Leg.Acceptance, "Mon 15:30").ShouldBe(ClockState.Breached);
    }

    [Fact]
    public void done_while_it_waits_is_met() =>
        Offered(Paused.At("Mon 11:00"), Accepted.At("Mon 16:00")).State(Leg.Acceptance, "Tue 09:00").ShouldBe(ClockState.Met);

    [Theory]
    [InlineData("Mon 12:00", "Tue 10:00", "Tue 12:00")]
    [InlineData("Mon 13:00", "Mon 20:00", "Tue 10:00")]
    [InlineData("Mon 13:00", "Tue 07:00", "Tue 10:00")]
    public void only_business_time_is_waited_for(string from, string to, string due) =>
        Due((Paused with { Until = Week.At(to) }).At(from)).ShouldBe(due);

    [Fact]
    public void a_night_a_weekend_or_a_closing_time_within_it_is_not_given_back()
    {
        var late = Watch.Over(Qualified.At("Fri 16:00"), (Paused with { Until = Week.At("Mon+1 10:00") }).At("Fri 17:00"));
        late.Clock(Leg.Acceptance).Due.ShouldBe(Week.At("Mon+1 13:00"));
        Watch.Over(Qualified.At("Fri 16:00"), (Paused with { Until = Week.At("Sun 12:00") }).At("Sat 10:00")).Clock(Leg.Acceptance).Due.ShouldBe(Week.At("Mon+1 12:00"));
    }

    [Fact]
    public void one_that_begins_as_the_target_is_used_up_at_closing_time_shifts_nothing() =>
        Watch.Over(Qualified.At("Mon 13:00"), Paused.At("Mon 17:00")).Clock(Leg.Acceptance).Due.ShouldBe(Week.At("Mon 17:00"));

    [Fact]
    public void it_stops_the_leg_it_names_or_every_one_that_runs()
    {
        var one = Watch.Over(Accepted.At("Mon 10:00"), (Paused with { Leg = "first-response" }).At("Mon 11:00"));
        (one.Clock(Leg.FirstResponse).Waits.Count, one.Clock(Leg.SalesQualification).Waits.Count).ShouldBe((1, 0));
        var all = Watch.Over(Accepted.At("Mon 10:00"), Paused.At("Mon 11:00"));
        (all.Clock(Leg.FirstResponse).Waits.Count, all.Clock(Leg.SalesQualification).Waits.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void resuming_one_leg_leaves_the_others_waiting()
    {
        var watch = Watch.Over(Accepted.At("Mon 10:00"), Paused.At("Mon 11:00"), (Resumed with { Leg = "first-response" }).At("Mon 12:00"));
        watch.State(Leg.FirstResponse, "Mon 12:00").ShouldBe(ClockState.Running);
        watch.State(Leg.SalesQualification, "Mon 12:00").ShouldBe(ClockState.Paused);
    }

    [Fact]
    public void a_leg_that_starts_while_another_waits_does_not_wait() =>
        Offered(Paused.At("Mon 11:00"), Accepted.At("Mon 12:00")).Clock(Leg.SalesQualification).Waits.ShouldBeEmpty();

    [Fact]
    public void a_wait_of_one_cycle_is_none_of_the_next() =>
        Offered(Paused.At("Mon 11:00"), Recycled.At("Mon 12:00"), Qualified.At("Mon 13:00")).Clock(Leg.Acceptance, cycle: 2).Due.ShouldBe(Week.At("Mon 17:00"));
}
