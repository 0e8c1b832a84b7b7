using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>A mapping that is data: where the items are, what names them, and which facts they are.</summary>
internal sealed record GenericMapping(ISignature Signature) : IVendorMapping
{
    /// <summary>To a list of items, or to a single one.</summary>
    public required JsonPointer Items { get; init; }

    /// <summary>Null takes a hash of all the item says.</summary>
    public required Expression? Id { get; init; }

    /// <summary>Null leaves the lead to be known by its contact.</summary>
    public required Expression? Subject { get; init; }

    public required ItemTime Time { get; init; }

    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>An item no rule is for does not matter, instead of waiting for a rule.</summary>
    public required bool IgnoresOthers { get; init; }

    public bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => Signature.IsOn(delivery, secret, now);

    public IReadOnlyList<Item> Translate(JsonElement body)
    {
        if (Items.FindValue(body) is not { } items) return [new Item.Unclear("", MappingCodes.ItemsMissing, $"Nothing stands at '{Items}', where the mapping has the items.")];
        return items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().SelectMany((item, i) => Read(item, $"{Items}/{i}"))] : [.. Read(items, $"{Items}")];
    }

    private List<Item> Read(JsonElement item, string pointer)
    {
        var said = new List<Item>();
        foreach (var rule in Rules)
        {
            if (rule.Fits(item, out var type)) said.Add(type is null ? new Item.Ignored(pointer, "The mapping's table of types has null for it.") : Read(item, rule, type, pointer));
        }

        if (said.Count == 0) return [IgnoresOthers ? new Item.Ignored(pointer, "No rule is for it.") : new Item.Unclear(pointer, MappingCodes.NoRule, "No rule is for it.")];
        return TwiceUsed(said) is { } id ? [new Item.Unclear(pointer, MappingCodes.IdNotUnique, $"Several rules fit and give the id '{id}'; give all but one a suffix.")] : said;
    }

    private Item Read(JsonElement item, Rule rule, string type, string pointer)
    {
        try
        {
            return new Item.Said(pointer, CloudEvent(item, rule, type));
        }
        catch (MalformedException unclear)
        {
            return new Item.Unclear(pointer, unclear.Code, unclear.Message);
        }
    }

    private JsonObject CloudEvent(JsonElement item, Rule rule, string type)
    {
        var id = Id is null ? CanonicalJson.HashOf(item) : Id.TextOf(item) ?? throw new MalformedException(MappingCodes.IdMissing, "", "The item does not hold all its id is made of.");
        var time = rule.Time ?? Time;
        var said = new JsonObject
        {
            ["id"] = rule.Suffix is null ? id : $"{id}/{rule.Suffix}",
            ["type"] = type,
            ["time"] = time.Of(item) ?? throw new MalformedException(MappingCodes.TimeMissing, $"{time.Pointer}", $"No time stands at '{time.Pointer}'."),
            ["data"] = Data(item, rule),
        };
        if (Subject is not null) said["subject"] = Subject.TextOf(item) ?? throw new MalformedException(MappingCodes.SubjectMissing, "", "The item does not hold all its subject is made of.");
        return said;
    }

    private static JsonObject Data(JsonElement item, Rule rule)
    {
        var data = new JsonObject();
        foreach (var (path, expression) in rule.Data)
        {
            if (expression.Of(item) is not { } value) continue;
            var at = data;
            foreach (var step in path[..^1]) at = at[step] as JsonObject ?? Add(at, step);
            at[path[^1]] = value;
        }

        return data;
    }

    private static JsonObject Add(JsonObject to, string member)
    {
        var added = new JsonObject();
        to[member] = added;
        return added;
    }

    private static string? TwiceUsed(List<Item> said) => said.OfType<Item.Said>().GroupBy(one => (string?)one.CloudEvent["id"]).FirstOrDefault(same => same.Count() > 1)?.Key;
}
