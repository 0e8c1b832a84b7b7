namespace LeadLifecycle.Specs.Words;

public sealed class StagesSpecs
{
    [Fact]
    public void there_are_eight_in_rank_order() => Stages.All.Select(stage => stage.ToString()).ShouldBe(
        ["Captured", "Engaged", "MarketingQualified", "SalesAccepted", "SalesQualified", "Won", "Lost", "Recycled"]);

    [Fact]
    public void three_end_a_cycle() =>
        Stages.All.Where(stage => stage.IsEnd()).ShouldBe([Stage.Won, Stage.Lost, Stage.Recycled]);

    [Fact]
    public void the_line_leads_to_won() =>
        Stages.Line.ShouldBe([Stage.Captured, Stage.Engaged, Stage.MarketingQualified, Stage.SalesAccepted, Stage.SalesQualified, Stage.Won]);

    [Theory]
    [InlineData("won")]
    [InlineData("5")]
    [InlineData(" Won")]
    [InlineData("Captured, Engaged")]
    [InlineData("Rejected")]
    [InlineData("")]
    [InlineData(null)]
    public void only_the_exact_name_is_a_stage(string? text) => Stages.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void every_name_reads_back()
    {
        foreach (var stage in Stages.All)
        {
            Stages.TryParse(stage.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(stage);
        }
    }
}
