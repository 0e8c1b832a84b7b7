namespace LeadLifecycle.Specs.Law;

/// <summary>One order: by occurredAt, at one instant by stage rank, then by the stored event's id.</summary>
public sealed class OrderSpecs
{
    [Fact]
    public void arrival_leaves_no_trace() =>
        Given(Qualified.On(3), Captured.On(1), Lost.On(4), Engaged.On(2))
            .ShouldRead("Captured@1 Engaged@2 MarketingQualified@3 Lost@4");

    [Fact]
    public void at_one_instant_rank_decides()
    {
        Given(Recycled.On(1), Won.On(1), Captured.On(1)).Lead!.Course
            .ShouldRead("Captured@1 Won@1").StandingOf(1).ShouldBe(Standing.AfterEnd);
        Given(Recycled.On(1), Lost.On(1)).ShouldRead("Lost@1", "Recycled@1");
    }

    [Fact]
    public void at_one_instant_and_rank_the_lower_id_holds_the_stamp()
    {
        var course = Given(Captured.On(1) with { Source = "fair" }, Captured.On(1) with { Source = "paid" }).Lead!.Course;
        course.Current!.Origin!.Source.ShouldBe("fair");
        course.StandingOf(2).ShouldBe(Standing.Repeat);
    }

    [Theory]
    [InlineData("7fffffff-0000-0000-0000-000000000000", "80000000-0000-0000-0000-000000000000")]
    [InlineData("00000000-7fff-0000-0000-000000000000", "00000000-8000-0000-0000-000000000000")]
    [InlineData("00000000-0000-0fff-0000-000000000000", "00000000-0000-f000-0000-000000000000")]
    [InlineData("00000000-0000-0000-00ff-000000000000", "00000000-0000-0000-0100-000000000000")]
    [InlineData("0000000a-0000-0000-0000-000000000000", "0000000a-0000-0000-0000-00000000000b")]
    public void ids_compare_as_lowercase_text(string lower, string higher)
    {
        string.CompareOrdinal(lower, higher).ShouldBeLessThan(0);
        new Kept(Guid.Parse(lower), Captured).CompareTo(new Kept(Guid.Parse(higher), Captured)).ShouldBeLessThan(0);
    }

    [Fact]
    public void a_path_is_in_rank_order_even_when_time_says_otherwise()
    {
        var cycle = Given(Engaged.On(1), Captured.On(2)).Lead!.Course.ShouldRead("Captured@2 Engaged@1").Current!;
        cycle.Stage.ShouldBe(Stage.Engaged);
        cycle.IsNegative.ShouldBeTrue();
    }

    [Fact]
    public void two_stages_at_one_instant_are_no_negative_latency() =>
        Given(Captured.On(1), Engaged.On(1)).Lead!.Course.Current!.IsNegative.ShouldBeFalse();
}
