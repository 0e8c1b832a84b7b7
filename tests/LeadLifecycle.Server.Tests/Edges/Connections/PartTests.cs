using System.Text;
using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Deliveries;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>A part of a delivery is kept with as little of others as can be.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData("""[{"a":1},{"a":2}]""", "/1", """[{"a":2}]""", "/0")]
    [InlineData("""{"at":5,"lead.saved":[{"a":1},{"a":[2,3]}],"lead.scored":[{"a":4}],"by":{"x":1}}""", "/lead.saved/1", """{"at":5,"lead.saved":[{"a":[2,3]}],"by":{"x":1}}""", "/lead.saved/0")]
    [InlineData("""{"a":[[1,2],[3,4]]}""", "/a/1/0", """{"a":[[3]]}""", "/a/0/0")]
    [InlineData("""{"a/b":{"~":[9007199254740993]}}""", "/a~1b/~0/0", """{"a/b":{"~":[9007199254740993]}}""", "/a~1b/~0/0")]
    [InlineData("""{"a":1,"b":[2]}""", "", """{"a":1,"b":[2]}""", "")]
    [InlineData("""{"a":1,"b":[2]}""", "/c", """{"a":1,"b":[2]}""", "")]
    [InlineData("""{"a\u0000":[1,2]}""", "/a\0/1", """{"a\u0000":[1,2]}""", "")]
    [InlineData("""["ä",{"n":1.50}]""", "/1", """[{"n":1.50}]""", "/0")]
    public void lists_on_the_way_hold_it_alone(string body, string pointer, string kept, string place)
    {
        using var json = JsonDocument.Parse(body);
        var part = Part.Of(json.RootElement, pointer);
        Encoding.UTF8.GetString(part.Json).ShouldBe(kept);
        part.Pointer.ShouldBe(place);
    }

    [Theory]
    [InlineData("[0,1,2,3]", "/2", "/0", "[0,2]", "/1")]
    [InlineData("[0,1,2,3]", "/0", "/3", "[0,3]", "/0")]
    [InlineData("[0,1,2,3]", "/2", "/2", "[2]", "/0")]
    [InlineData("[0,1,2,3]", "/2", "/9", "[2]", "/0")]
    [InlineData("[0,1,2,3]", "/2", "", "[0,1,2,3]", "/2")]
    [InlineData("""{"a":[[0],[1,2]],"b":[3,4]}""", "/a/1/1", "/b/1", """{"a":[[2]],"b":[4]}""", "/a/0/0")]
    [InlineData("""{"a":[[0],[1,2]],"b":[3,4]}""", "/a/1/1", "/a/0", """{"a":[[0],[2]]}""", "/a/1/0")]
    [InlineData("""{"a":[[0],[1,2]],"b":[3,4]}""", "/a/1/1", "/a/1", """{"a":[[1,2]]}""", "/a/0/1")]
    public void what_it_needs_is_kept_beside_it(string body, string pointer, string beside, string kept, string place)
    {
        using var json = JsonDocument.Parse(body);
        var part = Part.Of(json.RootElement, pointer, beside);
        Encoding.UTF8.GetString(part.Json).ShouldBe(kept);
        part.Pointer.ShouldBe(place);
    }

    [Theory]
    [InlineData("/a/0", true)]
    [InlineData("/a/0/b", true)]
    [InlineData("/a", true)]
    [InlineData("", true)]
    [InlineData("/a/01", false)]
    [InlineData("/b", false)]
    public void it_holds_what_is_said_within_or_around_it(string pointer, bool holds) => new Part([], "/a/0").Holds(pointer).ShouldBe(holds);
}
