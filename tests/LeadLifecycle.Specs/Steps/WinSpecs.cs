namespace LeadLifecycle.Specs.Steps;

public sealed class WinSpecs
{
    private static Story Offered => Given(Captured, Qualified, Accepted, SalesQualified);

    [Fact]
    public void a_won_deal_ends_the_cycle() =>
        Offered.When(Won).ThenLead().Course.Current!.End.ShouldBe(Stage.Won);

    [Fact]
    public void it_needs_an_amount_and_a_currency()
    {
        Offered.When(Won with { Amount = null }).ThenRefused("lead.field-missing", "/amount");
        Offered.When(Won with { Currency = null }).ThenRefused("lead.field-missing", "/currency");
    }

    [Fact]
    public void the_amount_may_be_zero() =>
        Offered.When(Won with { Amount = 0 }).ThenRecorded();

    [Fact]
    public void a_currency_nobody_knows_is_refused() =>
        Offered.When(Won with { Currency = "EURO" }).ThenRefused("currency.unknown", "/currency");

    [Fact]
    public void winning_it_for_another_amount_is_refused() =>
        Given(Captured, Won).When(Won with { Amount = 1 }).ThenRefused("lead.step-not-allowed");

    [Fact]
    public void a_reported_win_skips_what_nobody_told_and_needs_no_amount() =>
        Given(Captured).WhenReported(new LeadWon()).ThenMove().Skipped
            .ShouldBe([Stage.Engaged, Stage.MarketingQualified, Stage.SalesAccepted, Stage.SalesQualified]);
}
