using LeadLifecycle.Cli.Mapping;
using LeadLifecycle.Cli.Tests.Support;
using NJsonSchema;

namespace LeadLifecycle.Cli.Tests.Mapping;

/// <summary>The JSON Schema that editors use says the same as the reader.</summary>
public sealed class MappingSchemaTests
{
    [Theory]
    [InlineData("bpic2012.json")]
    [InlineData("olist.json")]
    public async Task the_examples_are_mappings_and_fit_the_schema(string example)
    {
        (await Complaints(await File.ReadAllTextAsync(Checkout.Mapping(example), TestContext.Current.CancellationToken))).ShouldBeEmpty();
        MappingReader.Read(Checkout.Mapping(example)).Name.ShouldBe(Path.GetFileNameWithoutExtension(example));
    }

    [Theory]
    [InlineData("\"sender\": \"urn:test\",", "")]
    [InlineData("\"shape\": \"event-log\"", "\"shape\": \"table\"")]
    [InlineData("\"actor\": \"who\"", "\"akteur\": \"who\"")]
    [InlineData("lead.captured", "lead.caught")]
    [InlineData("\"value\": \"EUR\"", "\"value\": null")]
    [InlineData("[\"yyyy-MM-ddTHH:mm:ssK\"]", "[]")]
    public async Task what_the_reader_refuses_the_schema_refuses(string right, string wrong)
    {
        var text = Logs.Mapping.Replace(right, wrong);

        Should.Throw<StoppedException>(() => MappingReader.Parse("m.json", text));
        (await Complaints(text)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task the_mappings_of_these_tests_fit_the_schema()
    {
        (await Complaints(Logs.Mapping)).ShouldBeEmpty();
        (await Complaints(Logs.Joined)).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_schema_lists_the_facts_the_reader_knows()
    {
        var schema = await Schema();
        schema.Definitions["type"].Enumeration.ShouldBe(FactTypes.All.Keys, ignoreOrder: true);
    }

    private static async Task<IEnumerable<string>> Complaints(string mapping) => (await Schema()).Validate(mapping).Select(error => error.ToString());

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(Checkout.Mapping("mapping.schema.json"), TestContext.Current.CancellationToken);
}
