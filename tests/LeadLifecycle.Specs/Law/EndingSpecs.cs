namespace LeadLifecycle.Specs.Law;

/// <summary>Rule 2: what follows an end.</summary>
public sealed class EndingSpecs
{
    [Theory]
    [InlineData(Stage.Captured)]
    [InlineData(Stage.MarketingQualified)]
    [InlineData(Stage.SalesAccepted)]
    [InlineData(Stage.SalesQualified)]
    [InlineData(Stage.Won)]
    [InlineData(Stage.Recycled)]
    public void after_lost_a_fact_of_another_stage_opens_the_next(Stage next) =>
        Given(Captured, Lost, Of(next)).ShouldRead("Captured@1 Lost@2", $"{next}@3");

    [Theory]
    [InlineData(Stage.Captured)]
    [InlineData(Stage.MarketingQualified)]
    [InlineData(Stage.SalesAccepted)]
    [InlineData(Stage.SalesQualified)]
    [InlineData(Stage.Won)]
    [InlineData(Stage.Lost)]
    public void after_recycled_a_fact_of_another_stage_opens_the_next(Stage next) =>
        Given(Captured, Recycled, Of(next)).ShouldRead("Captured@1 Recycled@2", $"{next}@3");

    [Fact]
    public void the_same_end_again_is_a_repeat()
    {
        Given(Captured, Lost, Lost).Lead!.Course.ShouldRead("Captured@1 Lost@2").StandingOf(3).ShouldBe(Standing.Repeat);
        Given(Captured, Recycled, Recycled).Lead!.Course.ShouldRead("Captured@1 Recycled@2").StandingOf(3).ShouldBe(Standing.Repeat);
    }

    [Fact]
    public void an_engagement_after_lost_or_recycled_stays_behind_the_end()
    {
        Given(Captured, Lost, Engaged).Lead!.Course.ShouldRead("Captured@1 Lost@2").StandingOf(3).ShouldBe(Standing.AfterEnd);
        Given(Captured, Recycled, Engaged).Lead!.Course.ShouldRead("Captured@1 Recycled@2").StandingOf(3).ShouldBe(Standing.AfterEnd);
    }

    [Theory]
    [InlineData(Stage.Captured)]
    [InlineData(Stage.Engaged)]
    [InlineData(Stage.MarketingQualified)]
    [InlineData(Stage.SalesAccepted)]
    [InlineData(Stage.SalesQualified)]
    [InlineData(Stage.Won)]
    [InlineData(Stage.Lost)]
    [InlineData(Stage.Recycled)]
    public void everything_after_won_is_kept_and_moves_nothing(Stage next)
    {
        var lead = Given(Captured, Accepted with { Owner = "bob" }, Won, Of(next)).Lead!;
        lead.Course.ShouldRead("Captured@1 SalesAccepted@2 Won@3").StandingOf(4).ShouldBe(Standing.AfterEnd);
        lead.Owner.ShouldBe("bob");
    }

    [Theory]
    [InlineData(Stage.Won)]
    [InlineData(Stage.Lost)]
    [InlineData(Stage.Recycled)]
    public void reopen_always_opens_the_next(Stage end)
    {
        Given(Captured, Of(end), Captured with { Reopen = true }).ShouldRead($"Captured@1 {end}@2", "Captured@3");
        Given(Captured, Of(end), Engaged with { Reopen = true }).ShouldRead($"Captured@1 {end}@2", "Engaged@3");
        Given(Captured, Of(end), Qualified with { Reopen = true }).ShouldRead($"Captured@1 {end}@2", "MarketingQualified@3");
    }

    [Fact]
    public void a_lead_runs_through_as_many_cycles_as_it_needs() =>
        Given(Captured, Lost, Qualified, Recycled, Lost, Captured, Won)
            .ShouldRead("Captured@1 Lost@2", "MarketingQualified@3 Recycled@4", "Lost@5", "Captured@6 Won@7");

    private static LeadEvent Of(Stage stage) => stage switch
    {
        Stage.Captured => Captured,
        Stage.Engaged => Engaged,
        Stage.MarketingQualified => Qualified,
        Stage.SalesAccepted => Accepted,
        Stage.SalesQualified => SalesQualified,
        Stage.Won => Won,
        Stage.Lost => Lost,
        _ => Recycled,
    };
}
