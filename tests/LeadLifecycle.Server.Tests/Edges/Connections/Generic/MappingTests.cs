using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.Generic;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Generic;

/// <summary>What a generic mapping makes of items.</summary>
public sealed class MappingTests
{
    [Theory]
    [InlineData("""{"format":"rfc3339"}""", "\"2026-03-01T10:00:00+01:00\"", "2026-03-01T09:00:00Z")]
    [InlineData("""{"format":"unix-seconds"}""", "1772409600", "2026-03-02T00:00:00Z")]
    [InlineData("""{"format":"unix-seconds"}""", "\"1772409600.25\"", "2026-03-02T00:00:00.25Z")]
    [InlineData("""{"format":"unix-milliseconds"}""", "1772409600123", "2026-03-02T00:00:00.123Z")]
    [InlineData("""{"formats":["dd.MM.yyyy HH:mm"],"zone":"Europe/Berlin"}""", "\"01.07.2026 12:00\"", "2026-07-01T10:00:00Z")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm:ss zzz"]}""", "\"2026-03-01 10:00:00 +02:00\"", "2026-03-01T08:00:00Z")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm"],"zone":"Europe/Berlin","skipped":"shift"}""", "\"2026-03-29 02:30\"", "2026-03-29T01:30:00Z")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm"],"zone":"Europe/Berlin","doubled":"first"}""", "\"2026-10-25 02:30\"", "2026-10-25T00:30:00Z")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm"],"zone":"Europe/Berlin","doubled":"second"}""", "\"2026-10-25 02:30\"", "2026-10-25T01:30:00Z")]
    public void times_are_read_as_the_mapping_says(string time, string value, string expected) =>
        ((string?)Said(WithTime(time), $$"""{"id":"1","at":{{value}}}""").CloudEvent["time"]).ShouldBe(expected);

    [Theory]
    [InlineData("""{"format":"rfc3339"}""", "1772409600", "mapping.time-unreadable")]
    [InlineData("""{"format":"rfc3339"}""", "\"2026-03-01T10:00:00\"", "mapping.time-unreadable")]
    [InlineData("""{"format":"unix-seconds"}""", "\"2026\u0000\"", "mapping.time-unreadable")]
    [InlineData("""{"format":"unix-seconds"}""", "1e300", "mapping.time-unreadable")]
    [InlineData("""{"format":"unix-milliseconds"}""", "[1]", "mapping.not-text")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm"],"zone":"Europe/Berlin"}""", "\"2026-03-29 02:30\"", "mapping.time-ambiguous")]
    [InlineData("""{"formats":["yyyy-MM-dd HH:mm"],"zone":"Europe/Berlin"}""", "\"2026-10-25 02:30\"", "mapping.time-ambiguous")]
    [InlineData("""{"formats":["MM/dd/yyyy","dd/MM/yyyy"],"zone":"UTC"}""", "\"03/04/2026\"", "mapping.time-ambiguous")]
    [InlineData("""{"format":"rfc3339"}""", "null", "mapping.time-missing")]
    public void a_time_that_is_none_or_two_is_unclear(string time, string value, string code) =>
        Only<Item.Unclear>(WithTime(time), $$"""{"id":"1","at":{{value.Replace("\0", "\\u0000")}}}""").Code.ShouldBe(code);

    [Fact]
    public void without_an_id_the_whole_item_is_one_in_any_order()
    {
        var mapping = Mapping("""{"type":"lead.touched"}""", id: null);
        string Id(string item) => (string)Said(mapping, item).CloudEvent["id"]!;
        var id = Id("""{"at":"2026-03-01T10:00:00Z","n":9007199254740993,"o":{"a":1,"b":[1,2]}}""");

        Id("""{"o":{"b":[1,2],"a":1},"n":9007199254740993,  "at":"2026-03-01T10:00:00Z"}""").ShouldBe(id);
        Id("""{"at":"2026-03-01T10:00:00Z","n":9007199254740992,"o":{"a":1,"b":[1,2]}}""").ShouldNotBe(id);
        Id("""{"at":"2026-03-01T10:00:00Z","n":9007199254740993,"o":{"a":1,"b":[2,1]}}""").ShouldNotBe(id);
    }

    [Fact]
    public void several_rules_say_several_facts_when_their_ids_differ()
    {
        const string item = """{"id":7,"at":"2026-03-01T10:00:00Z"}""";
        Translate(Mapping("""{"type":"lead.captured"},{"type":"lead.engaged","suffix":"engaged"}"""), item)
            .Cast<Item.Said>().Select(said => (string?)said.CloudEvent["id"]).ShouldBe(["7", "7/engaged"]);
        Only<Item.Unclear>(Mapping("""{"type":"lead.captured"},{"type":"lead.engaged"}"""), item).Code.ShouldBe("mapping.id-not-unique");
    }

    [Theory]
    [InlineData("""{"pointer":"/a","equals":1}""", """ "a":"1" """, true)]
    [InlineData("""{"pointer":"/a","equals":true}""", """ "a":true """, true)]
    [InlineData("""{"pointer":"/a","equals":"x"}""", """ "a":["x"] """, false)]
    [InlineData("""{"pointer":"/a/0","equals":"x"}""", """ "a":["x"] """, true)]
    [InlineData("""{"pointer":"/a","in":["x","y"]}""", """ "a":"y" """, true)]
    [InlineData("""{"pointer":"/a","in":["x","y"]}""", """ "a":"z" """, false)]
    [InlineData("""{"pointer":"/a","exists":true}""", """ "a":null """, false)]
    [InlineData("""{"pointer":"/a","exists":true}""", """ "a":{} """, true)]
    [InlineData("""{"pointer":"/a","exists":false}""", """ "b":1 """, true)]
    [InlineData("""{"pointer":"/b~1c/~0","exists":true}""", """ "b/c":{"~":0} """, true)]
    public void a_rule_is_for_what_its_conditions_fit(string condition, string members, bool fits) =>
        Translate(Mapping($$"""{"when":[{{condition}}],"type":"lead.touched"}"""), $$"""{"id":1,"at":"2026-03-01T10:00:00Z",{{members}} }""").ShouldHaveSingleItem().GetType().ShouldBe(fits ? typeof(Item.Said) : typeof(Item.Unclear));

    [Theory]
    [InlineData("\"/n\"", "\"9007199254740993\"")]
    [InlineData("\"/flag\"", "true")]
    [InlineData("\"/none\"", null)]
    [InlineData("\"/nobody/knows\"", null)]
    [InlineData("""{"const":12345678901234567890}""", "\"12345678901234567890\"")]
    [InlineData("""{"pointer":"/n","table":{"9007199254740993":"big"}}""", "\"big\"")]
    [InlineData("""{"pointer":"/word","table":{"low":null}}""", null)]
    [InlineData("""{"pointer":"/word","table":{},"otherwise":"other"}""", "\"other\"")]
    [InlineData("""{"pointer":"/word","table":{},"otherwise":null}""", null)]
    [InlineData("""{"pointer":"/none","table":{}}""", null)]
    [InlineData("""{"join":["/word",{"const":"-"},"/n"],"with":""}""", "\"low-9007199254740993\"")]
    [InlineData("""{"join":["/word","/none"]}""", null)]
    [InlineData("""{"pointer":"/at","format":"rfc3339"}""", "\"2026-03-01T10:00:00Z\"")]
    public void a_value_is_what_the_expression_says(string expression, string? expected) =>
        Said(Mapping($$"""{"type":"lead.captured","data":{"x.y":{{expression}} } }"""), """{"id":1,"at":"2026-03-01T10:00:00Z","n":9007199254740993,"flag":true,"none":null,"word":"low"}""")
            .CloudEvent["data"]!["x"]?["y"]?.ToJsonString().ShouldBe(expected);

    [Fact]
    public void a_value_that_is_not_in_the_table_is_unclear() =>
        Only<Item.Unclear>(Mapping("""{"type":"lead.captured","data":{"source":{"pointer":"/s","table":{"a":"b"}}}}"""), """{"id":1,"at":"2026-03-01T10:00:00Z","s":"c"}""").Code.ShouldBe("mapping.value-unknown");

    private static string WithTime(string time) => $$"""{"signature":"none","id":"/id","time":{"pointer":"/at",{{time[1..]}},"rules":[{"type":"lead.touched"}]}""";

    private static string Mapping(string rules, string? id = "\"/id\"") =>
        $$"""{"signature":"none",{{(id is null ? "" : $"\"id\":{id},")}}"time":{"pointer":"/at","format":"rfc3339"},"rules":[{{rules}}]}""";

    private static Item.Said Said(string mapping, string item) => Only<Item.Said>(mapping, item);

    private static T Only<T>(string mapping, string item) where T : Item => Translate(mapping, item).ShouldHaveSingleItem().ShouldBeOfType<T>();

    private static IReadOnlyList<Item> Translate(string mapping, string item)
    {
        IVendorMapping read;
        // The mapping outlives the request it came in.
        using (var json = JsonDocument.Parse(mapping)) read = new GenericVendor().Read(new Members(json.RootElement, "/mapping"));
        using var body = JsonDocument.Parse(item);
        return read.Translate(body.RootElement);
    }
}
