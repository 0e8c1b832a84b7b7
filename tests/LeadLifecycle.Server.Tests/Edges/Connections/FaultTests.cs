using LeadLifecycle.Server.Edges.Connections;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>Why a part waits is kept as the database takes it.</summary>
public sealed class FaultTests
{
    [Fact]
    public void a_long_detail_is_cut_and_no_half_of_a_pair_is_left()
    {
        var detail = Fault.Of(new Item.Unclear("", "mapping.odd", new string('a', 999) + "\U0001F600 and more")).Detail;
        detail.ShouldBe(new string('a', 999) + "\uFFFD");
    }

    [Fact]
    public void it_holds_no_nul() => Fault.Of(new Item.Unclear("", "mapping.odd", "a\0b")).Detail.ShouldBe("a?b");
}
