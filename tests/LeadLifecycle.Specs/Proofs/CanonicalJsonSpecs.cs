using System.Text;
using CsCheck;
using LeadLifecycle.Proofs;

namespace LeadLifecycle.Specs.Proofs;

/// <summary>RFC 8785, by its own examples, and what it leaves open.</summary>
public sealed class CanonicalJsonSpecs
{
    [Fact]
    public void the_example_of_the_rfc() => Canonical("""
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """).ShouldBe("""{"literals":[null,true,false],"numbers":[333333333.33333329,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Fact]
    public void members_stand_in_the_order_of_utf16() => Canonical("""{"\u20ac":"Euro","\r":"CR","\ufb33":"Dalet","1":"One","\ud83d\ude00":"Smile","\u0080":"Control","\u00f6":"O"}""")
        .ShouldBe("{\"\\r\":\"CR\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"O\",\"€\":\"Euro\",\"😀\":\"Smile\",\"\ufb33\":\"Dalet\"}");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.10", "1.1")]
    [InlineData("100", "100")]
    [InlineData("1e2", "100")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("-42.5", "-42.5")]
    public void numbers_are_written_as_ecmascript_does(string said, string canonical) => Canonical(said).ShouldBe(canonical);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("1e400")]
    public void a_number_that_no_double_is_keeps_its_text(string said) => Canonical(said).ShouldBe(said);

    [Fact]
    public void what_is_canonical_stays_so() => Gen.String[Gen.Char['\0', '\uD7FF'], 0, 12].List[0, 6].Sample(texts =>
    {
        var once = Canonical(System.Text.Json.JsonSerializer.Serialize(texts.Distinct().ToDictionary(text => text, text => text)));
        Canonical(once).ShouldBe(once);
    });

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}
