namespace LeadLifecycle.Specs.Steps;

public sealed class SalesQualifySpecs
{
    private static Story Taken => Given(Captured, Qualified, Accepted);

    [Fact]
    public void an_opportunity_exists() =>
        Taken.When(SalesQualified).ThenLead().Stage.ShouldBe(Stage.SalesQualified);

    [Fact]
    public void it_needs_an_amount_a_currency_and_an_expected_close()
    {
        Taken.When(SalesQualified with { Amount = null }).ThenRefused("lead.field-missing", "/amount");
        Taken.When(SalesQualified with { Currency = null }).ThenRefused("lead.field-missing", "/currency");
        Taken.When(SalesQualified with { ExpectedClose = null }).ThenRefused("lead.field-missing", "/expectedClose");
    }

    [Fact]
    public void an_amount_of_zero_is_an_amount() =>
        Taken.When(SalesQualified with { Amount = 0 }).ThenRecorded();

    [Fact]
    public void a_currency_nobody_knows_is_refused_also_in_a_report()
    {
        Taken.When(SalesQualified with { Currency = "eur" }).ThenRefused("currency.unknown", "/currency");
        Taken.WhenReported(SalesQualified with { Currency = "XXQ" }).ThenRefused("currency.unknown", "/currency");
    }

    [Fact]
    public void a_report_may_lack_what_a_command_must_say() =>
        Taken.WhenReported(new LeadSalesQualified()).ThenRecorded<LeadSalesQualified>().Amount.ShouldBeNull();

    [Fact]
    public void another_amount_is_not_the_same_command_again() =>
        Given(Captured, Qualified, Accepted, SalesQualified).When(SalesQualified with { Amount = 950 })
            .ThenRefused("lead.step-not-allowed");
}
