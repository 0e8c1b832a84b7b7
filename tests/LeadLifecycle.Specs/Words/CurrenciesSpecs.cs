namespace LeadLifecycle.Specs.Words;

public sealed class CurrenciesSpecs
{
    [Theory]
    [InlineData("EUR")]
    [InlineData("USD")]
    [InlineData("BRL")]
    [InlineData("XCG")]
    [InlineData("DEM")]
    public void a_code_of_iso_4217_is_known_a_withdrawn_one_too(string code) => Currencies.Contains(code).ShouldBeTrue();

    [Theory]
    [InlineData("eur")]
    [InlineData("EURO")]
    [InlineData("€")]
    [InlineData("XXQ")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("EUR ")]
    public void anything_else_is_not(string code) => Currencies.Contains(code).ShouldBeFalse();
}
