namespace LeadLifecycle.Specs.Words;

public sealed class LegSpecs
{
    [Theory]
    [InlineData("qualification", Stage.Captured, Stage.MarketingQualified)]
    [InlineData("acceptance", Stage.MarketingQualified, Stage.SalesAccepted)]
    [InlineData("first-response", Stage.SalesAccepted, Stage.SalesQualified)]
    [InlineData("sales-qualification", Stage.SalesAccepted, Stage.SalesQualified)]
    [InlineData("closing", Stage.SalesQualified, Stage.Won)]
    public void each_leg_starts_at_one_stage_and_stops_at_another(string name, Stage starts, Stage stops)
    {
        var leg = Leg.All.Single(leg => leg.Name == name);
        (leg.Starts, leg.Stops).ShouldBe((starts, stops));
    }

    [Fact]
    public void every_leg_also_stops_at_any_later_stage_and_at_the_end()
    {
        Leg.Acceptance.StoppedBy.ShouldBe([Stage.SalesAccepted, Stage.SalesQualified, Stage.Won, Stage.Lost, Stage.Recycled]);
        Leg.Closing.StoppedBy.ShouldBe([Stage.Won, Stage.Lost, Stage.Recycled]);
    }

    [Fact]
    public void only_the_first_response_stops_at_a_contact() =>
        Leg.All.Where(leg => leg.StopsAtContact).ShouldBe([Leg.FirstResponse]);
}
