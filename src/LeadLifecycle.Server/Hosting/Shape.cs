using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Short words for the schemas of requests and answers.</summary>
internal static class Shape
{
    public static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    public static OpenApiSchema Id(string? description = null) => new() { Type = JsonSchemaType.String, Format = "uuid", MaxLength = 36, Description = description };

    public static OpenApiSchema Instant(string? description = null) =>
        new() { Type = JsonSchemaType.String, Format = "date-time", Description = description ?? "RFC 3339; answers are in UTC with a Z, at most six fractional digits." };

    public static OpenApiSchema Date(string? description = null) => new() { Type = JsonSchemaType.String, Format = "date", MaxLength = 10, Description = description };

    public static OpenApiSchema Flag(string? description = null) => new() { Type = JsonSchemaType.Boolean, Description = description };

    public static OpenApiSchema Number(string? description = null) => new() { Type = JsonSchemaType.Number, Description = description };

    /// <summary>A decimal as a number or as its text, as requests may say it.</summary>
    public static OpenApiSchema Decimal(string? description = null) => new() { Type = JsonSchemaType.Number | JsonSchemaType.String, Description = description };

    public static OpenApiSchema Whole(string? description = null, long? min = 0, long? max = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = min?.ToString(),
        Maximum = max?.ToString(),
        Description = description,
    };

    public static OpenApiSchema Choice(IEnumerable<string> values, string? description = null, string? fallback = null) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => (JsonNode)value)],
        Default = fallback,
        Description = description,
    };

    public static OpenApiSchema StageName(string? description = null) => Choice(Stages.All.Select(stage => stage.ToString()), description);

    /// <param name="most">The most items a sender may give; answers say none.</param>
    public static OpenApiSchema List(IOpenApiSchema items, string? description = null, int? most = null) =>
        new() { Type = JsonSchemaType.Array, Items = items, MaxItems = most, Description = description };

    public static OpenApiSchema Map(IOpenApiSchema values, string? description = null) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = values, Description = description };

    /// <summary>An answer's object: a member may be missing only when its name ends in a question mark; more may come later.</summary>
    public static OpenApiSchema Object(params (string Name, IOpenApiSchema Value)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(member => member.Name.TrimEnd('?'), member => member.Value),
        Required = members.Where(member => !member.Name.EndsWith('?')).Select(member => member.Name).ToHashSet(),
    };

    /// <summary>A text of another length than most: in characters.</summary>
    public static OpenApiSchema UpTo(this OpenApiSchema schema, int longest)
    {
        schema.MaxLength = longest;
        return schema;
    }

    /// <summary>A text that has a form, as a regular expression of JSON Schema.</summary>
    public static OpenApiSchema Like(this OpenApiSchema schema, string pattern)
    {
        schema.Pattern = pattern;
        return schema;
    }

    /// <summary>Null says that it is unknown, or that there is none.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }
}
