using CsCheck;
using LeadLifecycle.Cli.Import;

namespace LeadLifecycle.Cli.Tests.Import;

public sealed class RowIdTests
{
    private static readonly string[] Header = ["a", "b", "c"];

    [Fact]
    public void the_order_of_columns_does_not_matter() =>
        Gen.String.Array[3].Sample(row =>
        {
            string[] turned = [row[2], row[0], row[1]];
            Id(["c", "a", "b"], turned).ShouldBe(Id(Header, row));
        });

    [Fact]
    public void rows_that_differ_have_ids_that_differ() =>
        Gen.Select(Gen.String[0, 3].Array[3], Gen.String[0, 3].Array[3]).Sample((one, other) =>
            (Id(Header, one) == Id(Header, other)).ShouldBe(one.SequenceEqual(other)));

    [Fact]
    public void values_do_not_run_into_each_other()
    {
        Id(Header, ["ab", "c", ""]).ShouldNotBe(Id(Header, ["a", "bc", ""]));
        Id(["a", "b"], ["x", "y"]).ShouldNotBe(Id(["a", "c"], ["x", "y"]));
    }

    [Fact]
    public void the_facts_of_one_row_have_ids_of_their_own()
    {
        var id = new RowId(Header, Header);
        string[] row = ["1", "2", "3"];
        new[] { id.Of(row, ""), id.Of(row, "lead.captured"), id.Of(row, "lead.won") }.Distinct().Count().ShouldBe(3);
    }

    /// <summary>Computed apart: SHA-256 over, by column name, length (int32, little endian) and UTF-8 of name and value.</summary>
    [Fact]
    public void an_id_is_the_same_for_ever() =>
        Id(["name", "at"], ["Zoë", "2024-03-01"]).ShouldBe(GoldenId);

    private const string GoldenId = "262e98270bbb13c5a859d47e24ab42a5";

    private static string Id(string[] header, string[] row) => new RowId(header, header).Of(row, "");
}
