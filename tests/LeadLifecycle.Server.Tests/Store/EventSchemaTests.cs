using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>The schemas and the classes say the same.</summary>
public sealed class EventSchemaTests
{
    public static TheoryData<string> Names => [.. EventNames.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task a_schema_has_the_members_of_its_class_and_no_other(string name) =>
        EventSchemas.Members(await EventSchemas.Of(name)).ShouldBe(Members(EventNames.TypeOf(name)), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task a_member_nobody_knows_fits_no_schema(string name)
    {
        var sample = EventSchemas.AllSamples.First(sample => EventSchemas.NameOf(sample) == name);
        var body = EventSchemas.Parse(await File.ReadAllTextAsync(Path.Combine(EventSchemas.Samples, sample), TestContext.Current.CancellationToken));
        body["nobodyKnows"] = 1;

        (await EventSchemas.Complaints(name, body.ToJsonString())).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("occurredAt", "\"2026-03-02T10:15:00+01:00\"")]
    [InlineData("occurredAt", "\"2026-03-02T09:15:00.1000000Z\"")]
    [InlineData("amount", "12.5")]
    [InlineData("currency", "\"euro\"")]
    [InlineData("backfill", "false")]
    [InlineData("move", "{\"to\":\"SQL\"}")]
    [InlineData("vault", "{\"version\":1}")]
    [InlineData("unmapped", "[\"a@b.example\"]")]
    [InlineData("occurredAt", null)]
    public async Task what_the_service_never_writes_does_not_fit(string member, string? value)
    {
        var body = new JsonObject { ["occurredAt"] = "2026-03-02T09:15:00Z", ["move"] = new JsonObject() };
        (await EventSchemas.Complaints("lead.won.v1", body.ToJsonString())).ShouldBeEmpty();
        if (value is null) body.Remove(member);
        else body[member] = JsonNode.Parse(value);

        (await EventSchemas.Complaints("lead.won.v1", body.ToJsonString())).ShouldNotBeEmpty();
    }

    /// <summary>What the serializer writes of a class, by its own contract.</summary>
    private static IEnumerable<string> Members(Type type, string prefix = "") => EventJson.Options.GetTypeInfo(type).Properties
        .Where(property => property.Set is not null)
        .SelectMany(property => (IsOurs(property.PropertyType) ? Members(property.PropertyType, $"{prefix}{property.Name}.") : []).Prepend(prefix + property.Name));

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(LeadEvent).Assembly;
}
