namespace LeadLifecycle.Specs.Sla;

/// <summary>Where a clock stands, at its exact boundaries: offered Monday 10:00, at risk 13:12, due 14:00.</summary>
public sealed class ClockStateSpecs
{
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private static Clock Open => Watch.Over(Qualified.At("Mon 10:00")).Clock(Leg.Acceptance);

    private static Clock TakenAt(string when, int ticks = 0) =>
        Watch.Over(Qualified.At("Mon 10:00"), new Told(Accepted with { OccurredAt = Week.At(when) + (ticks * Tick) }, Week.At("Fri 09:00"))).Clock(Leg.Acceptance);

    [Theory]
    [InlineData("Mon 10:00", 0, ClockState.Running)]
    [InlineData("Mon 13:12", -1, ClockState.Running)]
    [InlineData("Mon 13:12", 0, ClockState.AtRisk)]
    [InlineData("Mon 14:00", -1, ClockState.AtRisk)]
    [InlineData("Mon 14:00", 0, ClockState.Breached)]
    [InlineData("Fri 09:00", 0, ClockState.Breached)]
    public void open_it_runs_then_is_at_risk_then_breached(string now, int ticks, ClockState state) => Open.StateAt(Week.At(now) + (ticks * Tick)).ShouldBe(state);

    [Theory]
    [InlineData("Mon 13:59", 0, ClockState.Met)]
    [InlineData("Mon 14:00", 0, ClockState.Met)]
    [InlineData("Mon 14:00", 1, ClockState.MetLate)]
    public void done_exactly_at_due_is_met(string taken, int ticks, ClockState state)
    {
        TakenAt(taken, ticks).StateAt(Week.At("Fri 12:00")).ShouldBe(state);
        TakenAt(taken, ticks).Missed(Week.At("Fri 12:00")).ShouldBe(state == ClockState.MetLate);
    }

    [Fact]
    public void a_due_time_may_fall_on_a_closing_time_and_before_the_next_opening_it_is_late()
    {
        var atClosing = Watch.Over(Qualified.At("Mon 13:00"));
        atClosing.Clock(Leg.Acceptance).Due.ShouldBe(Week.At("Mon 17:00"));
        atClosing.Then(Accepted.At("Tue 08:00")).State(Leg.Acceptance, "Tue 08:00").ShouldBe(ClockState.MetLate);
    }

    [Fact]
    public void a_leg_without_a_target_is_open_then_done_and_never_missed()
    {
        var watch = Watch.Over(Captured.At("Mon 09:00"));
        watch.State(Leg.Qualification, "Fri 09:00").ShouldBe(ClockState.Open);
        var done = watch.Then(Qualified.At("Fri 09:00")).Clock(Leg.Qualification);
        done.StateAt(Week.At("Fri 10:00")).ShouldBe(ClockState.Done);
        (done.Target, done.AtRisk, done.Due, done.PersonDue, done.Left(Week.At("Fri 10:00"))).ShouldBe((null, null, null, null, null));
        done.Missed(Week.At("Fri+9 09:00")).ShouldBeFalse();
        done.Elapsed(Week.At("Fri 10:00")).ShouldBe(TimeSpan.FromHours(32));
    }

    [Theory]
    [InlineData("Mon 09:30", 0, 240)]
    [InlineData("Mon 10:00", 0, 240)]
    [InlineData("Mon 11:30", 90, 150)]
    [InlineData("Mon 14:00", 240, 0)]
    [InlineData("Mon 16:00", 360, -120)]
    [InlineData("Tue 08:00", 420, -180)]
    [InlineData("Tue 09:30", 450, -210)]
    public void what_ran_and_what_is_left_make_the_target_also_when_overdue(string now, int elapsed, int left)
    {
        Open.Elapsed(Week.At(now)).ShouldBe(TimeSpan.FromMinutes(elapsed));
        Open.Left(Week.At(now)).ShouldBe(TimeSpan.FromMinutes(left));
    }

    [Theory]
    [InlineData("Mon 11:00", 60, 180)]
    [InlineData("Mon 15:00", 300, -60)]
    public void a_clock_that_stopped_counts_no_further(string taken, int elapsed, int left)
    {
        TakenAt(taken).Elapsed(Week.At("Fri 12:00")).ShouldBe(TimeSpan.FromMinutes(elapsed));
        TakenAt(taken).Left(Week.At("Fri 12:00")).ShouldBe(TimeSpan.FromMinutes(left));
    }

    [Fact]
    public void a_stop_before_the_start_took_no_time()
    {
        var clock = Watch.Over(Accepted.At("Mon 15:00"), SalesQualified.At("Mon 11:00")).Clock(Leg.SalesQualification);
        clock.StateAt(Week.At("Tue 09:00")).ShouldBe(ClockState.Met);
        (clock.Elapsed(Week.At("Tue 09:00")), clock.Left(Week.At("Tue 09:00"))).ShouldBe((TimeSpan.Zero, TimeSpan.FromHours(40)));
    }
}
