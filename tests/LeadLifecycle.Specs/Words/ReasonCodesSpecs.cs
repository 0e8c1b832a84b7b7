namespace LeadLifecycle.Specs.Words;

public sealed class ReasonCodesSpecs
{
    private static readonly ReasonCodes Own = new(new Dictionary<string, IReadOnlyList<string>>
    {
        ["price"] = ["price.too-high", "price.no-budget"],
        ["other"] = [],
    });

    [Fact]
    public void a_fresh_workspace_has_the_eight_categories() => ReasonCodes.Default.Codes.ShouldBe(
        ["competitor", "timing", "price", "no-need", "not-a-fit", "unreachable", "duplicate", "other"]);

    [Fact]
    public void each_category_is_also_a_code()
    {
        Own.Contains("price").ShouldBeTrue();
        Own.CategoryOf("price").ShouldBe("price");
        Own.CategoryOf("price.no-budget").ShouldBe("price");
    }

    [Fact]
    public void codes_are_exact() => Own.Contains("Price").ShouldBeFalse();

    [Fact]
    public void a_code_stands_in_one_category_only() =>
        Should.Throw<ArgumentException>(() => new ReasonCodes(new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["x"], ["b"] = ["x"] }));

    [Fact]
    public void a_list_of_ones_own_decides_what_is_known()
    {
        var rules = new Rules(Agreed.Default with { Reasons = Own });
        var lead = Given(Captured).Lead!;
        rules.Command(lead, lead.Id, Id(2), Lost.On(2) with { Reason = "price.no-budget" }).ShouldBeOfType<Decision.Recording>();
        rules.Report(lead, lead.Id, Id(2), Lost.On(2) with { Reason = "timing" }).ShouldBeOfType<Decision.Refusal>().Code.ShouldBe("reason.unknown");
    }
}
