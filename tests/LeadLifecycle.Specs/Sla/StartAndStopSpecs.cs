namespace LeadLifecycle.Specs.Sla;

/// <summary>When each leg's clock starts and stops.</summary>
public sealed class StartAndStopSpecs
{
    private static readonly (Stage Stage, LeadEvent Event)[] Line =
    [
        (Stage.Captured, Captured), (Stage.MarketingQualified, Qualified), (Stage.SalesAccepted, Accepted),
        (Stage.SalesQualified, SalesQualified), (Stage.Won, Won), (Stage.Lost, Lost), (Stage.Recycled, Recycled),
    ];

    public static TheoryData<string, Stage, Stage> Stops =>
    [
        .. from leg in Leg.All
           from stop in Stages.All
           where stop > leg.Starts && stop != Stage.Engaged
           select (leg.Name, leg.Starts, stop),
    ];

    [Theory]
    [MemberData(nameof(Stops))]
    public void every_stage_from_its_own_stop_on_and_every_end_stops_a_leg(string name, Stage starts, Stage stage)
    {
        var clock = Watch.Over(Of(starts).At("Mon 10:00"), Of(stage).At("Mon 11:30")).Clock(Leg.Named(name)!);
        clock.Start.ShouldBe(Week.At("Mon 10:00"));
        clock.Stop.ShouldBe(stage >= Leg.Named(name)!.Stops ? Week.At("Mon 11:30") : null);
    }

    [Fact]
    public void engagement_neither_starts_nor_stops_anything()
    {
        Watch.Over(Engaged.At("Mon 10:00")).Clocks.ShouldBeEmpty();
        Watch.Over(Captured.At("Mon 10:00"), Engaged.At("Mon 11:00")).Clock(Leg.Qualification).Stop.ShouldBeNull();
    }

    [Fact]
    public void the_earliest_of_the_stops_counts_in_whatever_rank_they_came() =>
        Watch.Over(Qualified.At("Mon 10:00"), SalesQualified.At("Mon 11:00"), Accepted.At("Mon 12:00")).Clock(Leg.Acceptance).Stop.ShouldBe(Week.At("Mon 11:00"));

    [Fact]
    public void a_rejection_is_an_answer()
    {
        var watch = Watch.Over(Qualified.At("Mon 10:00"), Recycled.At("Mon 14:00"));
        watch.State(Leg.Acceptance, "Fri 10:00").ShouldBe(ClockState.Met);
        watch.Clocks.ShouldHaveSingleItem();
    }

    [Fact]
    public void a_leg_that_never_started_has_no_clock() =>
        Watch.Over(Captured.At("Mon 09:00"), SalesQualified.At("Mon 10:00")).Clocks.Select(clock => clock.Leg).ShouldBe([Leg.Qualification, Leg.Closing]);

    [Theory]
    [InlineData("Mon 10:00", "Mon 15:00", "Mon 15:00")]
    [InlineData("Mon 10:00", "Mon 10:00", "Mon 10:00")]
    [InlineData("Mon 10:05", "Mon 10:00", "Mon 10:05")]
    public void a_live_offer_runs_from_the_later_of_happening_and_being_recorded(string occurred, string recorded, string starts) =>
        Watch.Over(Qualified.At(occurred).Heard(recorded)).Clock(Leg.Acceptance).Start.ShouldBe(Week.At(starts));

    [Fact]
    public void an_offer_told_as_history_runs_from_when_it_happened()
    {
        var clock = Watch.Over(Qualified.At("Mon 10:00").Heard("Thu 10:00").AsHistory()).Clock(Leg.Acceptance);
        clock.Start.ShouldBe(Week.At("Mon 10:00"));
        clock.Quiet.ShouldBeTrue();
    }

    [Fact]
    public void every_other_leg_runs_from_when_its_stage_happened_however_late_it_was_told()
    {
        var watch = Watch.Over(
            Captured.At("Mon 09:00").Heard("Thu 09:00"), Qualified.At("Mon 09:30").Heard("Thu 09:00"),
            Accepted.At("Mon 10:00").Heard("Thu 09:00"), SalesQualified.At("Mon 11:00").Heard("Thu 09:00"));
        watch.Clocks.Select(clock => $"{clock.Leg.Name} {Week.Said(clock.Start)}").ShouldBe(
        [
            "qualification Mon 09:00", "acceptance Thu 09:00", "first-response Mon 10:00", "sales-qualification Mon 10:00", "closing Mon 11:00",
        ]);
    }

    [Fact]
    public void an_offer_taken_before_it_was_told_took_no_time_and_is_met()
    {
        var clock = Watch.Over(Qualified.At("Mon 10:00").Heard("Thu 10:00"), Accepted.At("Tue 10:00").Heard("Thu 10:00")).Clock(Leg.Acceptance);
        clock.StateAt(Week.At("Fri 16:00")).ShouldBe(ClockState.Met);
        clock.Elapsed(Week.At("Fri 16:00")).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void while_it_is_being_decided_an_offer_is_dated_by_when_it_happened() =>
        Clocks.Of(FactSet.Empty.With(Id(1), Qualified with { OccurredAt = Week.At("Mon 10:00") }), AgreementHistory.Of(Agreed.Default))
            .ShouldHaveSingleItem().Start.ShouldBe(Week.At("Mon 10:00"));

    [Fact]
    public void each_cycle_has_clocks_of_its_own()
    {
        var watch = Watch.Over(
            Qualified.At("Mon 09:00"), Accepted.At("Mon 10:00"), Lost.At("Mon 11:00"), Qualified.At("Tue 09:00"), Accepted.At("Tue 12:00"), Contacted.At("Tue 13:00"));
        watch.Clocks.Select(clock => $"{clock.Cycle} {clock.Leg.Name} {Week.Said(clock.Start)} {(clock.Stop is { } stop ? Week.Said(stop) : "open")}").ShouldBe(
        [
            "1 acceptance Mon 09:00 Mon 10:00", "1 first-response Mon 10:00 Mon 11:00", "1 sales-qualification Mon 10:00 Mon 11:00",
            "2 acceptance Tue 09:00 Tue 12:00", "2 first-response Tue 12:00 Tue 13:00", "2 sales-qualification Tue 12:00 open",
        ]);
    }

    [Fact]
    public void a_voided_start_takes_its_clock_away() =>
        Watch.Over(Captured.At("Mon 09:00"), Qualified.At("Mon 10:00"), VoidOf(2).At("Mon 11:00")).Clocks.ShouldHaveSingleItem().Leg.ShouldBe(Leg.Qualification);

    [Fact]
    public void a_voided_stop_lets_it_run_on() =>
        Watch.Over(Qualified.At("Mon 10:00"), Accepted.At("Mon 11:00"), VoidOf(2).At("Mon 12:00")).Clock(Leg.Acceptance).Stop.ShouldBeNull();

    [Fact]
    public void a_late_fact_that_takes_the_stamp_takes_the_clock()
    {
        var watch = Watch.Over(Accepted.At("Tue 10:00"));
        watch.Clock(Leg.FirstResponse).StartedBy.ShouldBe(Id(1));
        var clock = watch.Then(Accepted.At("Mon 10:00").Heard("Tue 12:00")).Clock(Leg.FirstResponse);
        (clock.StartedBy, clock.Start, clock.Due).ShouldBe((Id(2), Week.At("Mon 10:00"), Week.At("Tue 10:00")));
    }

    private static LeadEvent Of(Stage stage) => Line.Single(entry => entry.Stage == stage).Event;
}
