namespace LeadLifecycle.Specs.Sla;

/// <summary>A clock keeps the agreement that was in force when the fact that started it was recorded.</summary>
public sealed class FrozenPolicySpecs
{
    /// <summary>From Wednesday noon on, acceptance takes one hour, is at risk at half of it, and nothing may be paused.</summary>
    private static readonly AgreementHistory Changed = new(Agreed.Default,
    [
        (Week.At("Wed 12:00"), Agreed.Default with { Sla = new SlaPolicy(7) { Targets = new Dictionary<string, TimeSpan> { ["acceptance"] = TimeSpan.FromHours(1) }, AtRiskShare = 0.5m } }),
        (Week.At("Fri 12:00"), Agreed.Default with { Sla = new SlaPolicy(8) }),
    ]);

    [Theory]
    [InlineData("Wed 10:00", "Wed 10:00", 0, "Wed 14:00")]
    [InlineData("Wed 11:59", "Wed 11:59", 0, "Wed 15:59")]
    [InlineData("Wed 12:00", "Wed 12:00", 7, "Wed 13:00")]
    [InlineData("Wed 10:00", "Wed 12:30", 7, "Wed 13:30")]
    [InlineData("Wed 12:01", "Wed 11:59", 0, "Wed 16:01")]
    public void it_is_the_one_in_force_when_its_start_was_recorded(string occurred, string recorded, int version, string due)
    {
        var clock = Watch.Over(Changed, Qualified.At(occurred).Heard(recorded)).Clock(Leg.Acceptance);
        (clock.PolicyVersion, Week.Said(clock.Due!.Value)).ShouldBe((version, due));
    }

    [Fact]
    public void what_is_agreed_later_changes_neither_target_nor_risk_nor_pauses()
    {
        var pause = new LeadPaused { Reason = "waiting-for-prospect", Actor = "eve", Until = Week.At("Wed 14:00") };
        var before = Watch.Over(Changed, Qualified.At("Wed 11:00"), pause.At("Wed 13:00")).Clock(Leg.Acceptance);
        (Week.Said(before.AtRisk!.Value), Week.Said(before.Due!.Value)).ShouldBe(("Wed 15:12", "Wed 16:00"));
        var after = Watch.Over(Changed, Qualified.At("Wed 12:30"), pause.At("Wed 13:00")).Clock(Leg.Acceptance);
        (Week.Said(after.AtRisk!.Value), Week.Said(after.Due!.Value)).ShouldBe(("Wed 13:00", "Wed 13:30"));
    }

    [Fact]
    public void each_clock_of_a_lead_has_its_own()
    {
        var watch = Watch.Over(Changed, Captured.At("Wed 09:00"), Qualified.At("Wed 13:00"), Accepted.At("Fri 13:00"));
        watch.Clocks.Select(clock => clock.PolicyVersion).ShouldBe([0, 7, 8, 8]);
        watch.State(Leg.SalesQualification, "Mon+9 09:00").ShouldBe(ClockState.Open);
    }

    [Fact]
    public void what_it_raises_names_the_version_and_the_clock()
    {
        var breach = Watch.Over(Changed, Qualified.At("Wed 13:00")).Ask(Week.At("Thu 09:00"))[^1].Event;
        breach.ShouldBe(new SlaBreached
        {
            OccurredAt = Week.At("Wed 14:00"), Leg = "acceptance", Cycle = 1, StartedBy = Id(1), Start = Week.At("Wed 13:00"), Due = Week.At("Wed 14:00"), PolicyVersion = 7,
        });
    }
}
