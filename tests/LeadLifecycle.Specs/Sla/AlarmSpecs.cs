namespace LeadLifecycle.Specs.Sla;

/// <summary>What clocks have to say. Offered Monday 10:00: at risk 13:12, due 14:00.</summary>
public sealed class AlarmSpecs
{
    private static readonly LeadPaused Paused = new() { Reason = "waiting-for-prospect", Actor = "eve" };

    private static Watch Offered(params Told[] more) => Watch.Over(Qualified.At("Mon 10:00")).Then(more);

    [Fact]
    public void at_risk_and_breach_come_once_each_at_their_instants_however_often_it_is_asked()
    {
        var watch = Offered();
        watch.Ask("Mon 13:11").ShouldBeEmpty();
        watch.Ask("Mon 13:12").ShouldBe(["acceptance at risk Mon 13:12"]);
        watch.Ask("Mon 13:12").ShouldBeEmpty();
        watch.Ask("Mon 13:59").ShouldBeEmpty();
        watch.Ask("Mon 14:00").ShouldBe(["acceptance breached Mon 14:00"]);
        watch.Ask("Mon 14:00").ShouldBeEmpty();
        watch.Ask("Fri 14:00").ShouldBeEmpty();
    }

    [Fact]
    public void until_it_is_recorded_the_same_alarm_has_the_same_name()
    {
        var watch = Offered();
        Names(watch, "Mon 14:00").ShouldBe(Names(watch, "Thu 09:00"));
        Names(watch, "Mon 14:00").Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void after_an_outage_everything_comes_in_order_with_the_instants_it_belongs_to() =>
        Watch.Over(Accepted.At("Mon 10:00"), SalesQualified.At("Mon+1 12:00")).Ask("Fri+1 09:00").ShouldBe(
        [
            "first-response at risk Mon 16:24", "first-response breached Tue 10:00", "sales-qualification at risk Fri 10:00", "sales-qualification breached Mon+1 10:00",
        ]);

    [Theory]
    [InlineData("Mon 13:00")]
    [InlineData("Mon 13:12")]
    public void an_answer_in_time_raises_nothing(string taken) => Offered(Accepted.At(taken), Contacted.At(taken), SalesQualified.At(taken)).Ask("Fri+1 09:00").ShouldBeEmpty();

    [Fact]
    public void an_answer_exactly_at_due_is_no_breach() =>
        Offered(Lost.At("Mon 14:00")).Ask("Fri 09:00").ShouldBe(["acceptance at risk Mon 13:12"]);

    [Fact]
    public void a_late_answer_that_was_recorded_before_anybody_asked_is_a_breach_all_the_same() =>
        Offered(Lost.At("Mon 15:00")).Ask("Mon 15:30").ShouldBe(["acceptance at risk Mon 13:12", "acceptance breached Mon 14:00"]);

    [Fact]
    public void a_late_answer_changes_nothing_of_a_breach()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00").Length.ShouldBe(2);
        watch.Then(Lost.At("Mon 15:00")).Ask("Mon 16:00").ShouldBeEmpty();
    }

    [Fact]
    public void a_late_proof_retracts_the_breach_once_and_names_it()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        var breach = watch.Facts.All.Single(kept => kept.Event is SlaBreached);
        watch.Then(Lost.At("Mon 13:30").Heard("Tue 09:00"));
        var retracted = watch.Ask(Week.At("Tue 09:30")).ShouldHaveSingleItem().Event;
        retracted.ShouldBe(new SlaBreachRetracted
        {
            OccurredAt = Week.At("Tue 09:30"), Leg = "acceptance", Cycle = 1, StartedBy = Id(1), Start = Week.At("Mon 10:00"), Due = Week.At("Mon 14:00"),
            Breach = breach.Id, Reason = "late-proof",
        });
        watch.Ask("Tue 09:30").ShouldBeEmpty();
        watch.Ask("Fri 09:30").ShouldBeEmpty();
    }

    [Fact]
    public void when_the_proof_is_voided_it_is_a_breach_again_under_another_name_at_the_same_instant()
    {
        var watch = Offered();
        var first = watch.Ask(Week.At("Mon 14:00"))[^1];
        watch.Then(Lost.At("Mon 13:30").Heard("Tue 09:00")).Ask("Tue 09:00");
        var again = watch.Then(VoidOf(2).At("Tue 10:00")).Ask(Week.At("Tue 10:00")).ShouldHaveSingleItem();
        again.Event.ShouldBe(first.Event);
        again.Name.ShouldNotBe(first.Name);
        watch.Then(Lost.At("Mon 13:45").Heard("Wed 09:00")).Ask("Wed 09:00").ShouldBe(["acceptance retracted (late-proof) Wed 09:00"]);
    }

    [Fact]
    public void a_pause_told_late_makes_it_due_later_and_then_it_may_breach_anew()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        watch.Then((Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:00").Heard("Mon 14:10"));
        watch.Next("Mon 14:10").ShouldBe("Mon 15:00");
        watch.Ask("Mon 14:10").ShouldBe(["acceptance retracted (due-later) Mon 14:10"]);
        watch.Next("Mon 14:10").ShouldBe("Mon 15:00");
        watch.Ask("Mon 15:00").ShouldBe(["acceptance breached Mon 15:00"]);
    }

    [Fact]
    public void a_late_answer_that_a_pause_excuses_was_due_later_and_is_no_late_proof()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        watch.Then(Lost.At("Mon 14:30")).Ask("Mon 14:30").ShouldBeEmpty();
        watch.Then((Paused with { Until = Week.At("Mon 12:00") }).At("Mon 11:00").Heard("Mon 15:00")).Ask("Mon 15:00").ShouldBe(["acceptance retracted (due-later) Mon 15:00"]);
    }

    [Fact]
    public void a_pause_that_leaves_it_overdue_leaves_the_breach()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        watch.Then((Paused with { Until = Week.At("Mon 11:05") }).At("Mon 11:00").Heard("Mon 15:00")).Ask("Mon 15:00").ShouldBeEmpty();
        watch.Next("Mon 15:00").ShouldBeNull();
    }

    [Fact]
    public void a_voided_start_cancels_the_clock_and_retracts_its_breach()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        watch.Then(VoidOf(1).At("Mon 15:00")).Ask("Mon 15:00").ShouldBe(["acceptance retracted (clock-cancelled) Mon 15:00"]);
        watch.Ask("Mon 16:00").ShouldBeEmpty();
    }

    [Fact]
    public void a_start_voided_before_the_breach_leaves_nothing_to_say() => Offered(VoidOf(1).At("Mon 11:00")).Ask("Fri 09:00").ShouldBeEmpty();

    [Fact]
    public void an_earlier_fact_that_takes_the_stamp_cancels_one_clock_and_speaks_for_its_own()
    {
        var watch = Watch.Over(Accepted.At("Tue 09:00"));
        watch.Ask("Tue 17:00").ShouldBe(["first-response at risk Tue 15:24", "first-response breached Tue 17:00"]);
        watch.Then(Accepted.At("Mon 09:00").Heard("Wed 09:00")).Ask("Wed 09:00").ShouldBe(
            ["first-response at risk Mon 15:24", "first-response breached Mon 17:00", "first-response retracted (clock-cancelled) Wed 09:00"]);
    }

    [Fact]
    public void a_clock_that_comes_back_after_it_was_cancelled_breaches_anew()
    {
        var watch = Offered();
        watch.Ask("Mon 14:00");
        watch.Then(Qualified.At("Mon 09:00").Heard("Tue 09:00")).Ask("Tue 09:00").ShouldBe(["acceptance retracted (clock-cancelled) Tue 09:00"]);
        watch.Then(VoidOf(2).At("Tue 10:00")).Ask("Tue 10:00").ShouldBe(["acceptance breached Mon 14:00"]);
    }

    [Fact]
    public void history_told_afterwards_raises_nothing()
    {
        var watch = Watch.Over(Qualified.At("Mon 10:00").AsHistory());
        watch.Ask("Fri 09:00").ShouldBeEmpty();
        watch.Next("Mon 10:00").ShouldBeNull();
    }

    [Fact]
    public void a_leg_without_a_target_raises_nothing()
    {
        var watch = Watch.Over(Captured.At("Mon 09:00"));
        watch.Ask("Fri+9 09:00").ShouldBeEmpty();
        watch.Next("Mon 09:00").ShouldBeNull();
    }

    [Fact]
    public void no_leg_hides_another() =>
        Watch.Over(Accepted.At("Mon 09:00")).Ask("Fri+1 17:00").ShouldBe(
        [
            "first-response at risk Mon 15:24", "first-response breached Mon 17:00", "sales-qualification at risk Thu 17:00", "sales-qualification breached Fri 17:00",
        ]);

    [Theory]
    [InlineData("Mon 09:00", "Mon 13:12")]
    [InlineData("Mon 13:11", "Mon 13:12")]
    [InlineData("Mon 13:12", "Mon 14:00")]
    [InlineData("Mon 13:59", "Mon 14:00")]
    [InlineData("Mon 14:00", null)]
    public void it_asks_to_be_looked_at_when_it_will_have_something_to_say(string now, string? next) => Offered().Next(now).ShouldBe(next);

    [Fact]
    public void the_nearest_of_all_clocks_is_next() =>
        Watch.Over(Accepted.At("Mon 09:00"), Contacted.At("Mon 10:00")).Next("Mon 10:00").ShouldBe("Thu 17:00");

    [Fact]
    public void an_answer_dated_minutes_ahead_leaves_nothing_to_look_at()
    {
        Offered(Lost.At("Mon 13:10").Heard("Mon 13:08")).Next("Mon 13:08").ShouldBeNull();
        Offered(Lost.At("Mon 13:58").Heard("Mon 13:54")).Next("Mon 13:54").ShouldBeNull();
        Offered(Lost.At("Mon 14:02").Heard("Mon 13:58")).Next("Mon 13:58").ShouldBe("Mon 14:00");
    }

    [Fact]
    public void while_it_waits_the_end_of_the_wait_is_reckoned_with() =>
        Offered((Paused with { Until = Week.At("Tue 11:00") }).At("Mon 11:00")).Next("Mon 12:00").ShouldBe("Tue 13:12");

    private static string[] Names(Watch watch, string now) => [.. watch.Alarms(Week.At(now)).Raise.Select(alarm => alarm.Name)];
}
