namespace LeadLifecycle.Specs.Law;

/// <summary>A cycle without a Captured stamp takes source, channel and campaign of the last earlier cycle that has one.</summary>
public sealed class SourceSpecs
{
    private static LeadCaptured From(string? source) => Captured with { Source = source };

    private static string?[] Sources(Story story) => [.. story.Lead!.Course.Cycles.Select(cycle => cycle.Origin?.Source)];

    [Fact]
    public void a_cycle_with_a_capture_has_its_own() =>
        Sources(Given(From("fair"), Lost, From("paid"))).ShouldBe(["fair", "paid"]);

    [Fact]
    public void one_without_inherits_over_any_number_of_cycles() =>
        Sources(Given(From("fair"), Lost, Qualified, Recycled, Accepted)).ShouldBe(["fair", "fair", "fair"]);

    [Fact]
    public void the_last_earlier_one_counts() =>
        Sources(Given(From("fair"), Lost, From("paid"), Lost, Qualified)).ShouldBe(["fair", "paid", "paid"]);

    [Fact]
    public void a_later_one_does_not() =>
        Sources(Given(Qualified, Lost, From("paid"))).ShouldBe([null, "paid"]);

    [Fact]
    public void unknown_is_unknown_and_not_inherited_past_a_capture() =>
        Sources(Given(From("fair"), Lost, From(null), Lost, Qualified)).ShouldBe(["fair", null, null]);

    [Fact]
    public void a_repeated_capture_changes_no_source() =>
        Sources(Given(From("fair"), From("paid"))).ShouldBe(["fair"]);

    [Fact]
    public void voiding_the_capture_hands_the_source_on() =>
        Sources(Given(From("fair"), From("paid"), VoidOf(1))).ShouldBe(["paid"]);
}
