using System.Text.Json.Nodes;
using NJsonSchema;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>Schemas of a description, as a validator can use them.</summary>
internal static class WrittenOut
{
    /// <summary>What a text says against a schema of the document; empty when it fits.</summary>
    public static async Task<string[]> Misfits(this JsonObject document, JsonNode schema, string text)
    {
        var whole = await JsonSchema.FromJsonAsync(document.Whole(schema).ToJsonString(), TestContext.Current.CancellationToken);
        return [.. whole.Validate(text).Select(error => $"{text}\n{error}")];
    }

    /// <summary>The schema with every reference written out, and objects closed, so that a member nobody described is seen.</summary>
    private static JsonNode Whole(this JsonObject document, JsonNode node)
    {
        if (node is JsonArray items) return new JsonArray([.. items.Select(item => item is null ? null : document.Whole(item))]);
        if (node is not JsonObject schema) return node.DeepClone();
        if ((string?)(schema["$ref"] as JsonValue) is { } reference) return document.Whole(document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!);
        var whole = new JsonObject(schema.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : document.Whole(member.Value))));
        if (schema["properties"] is JsonObject && schema["type"] is not null && !schema.ContainsKey("additionalProperties")) whole["additionalProperties"] = false;
        return whole;
    }
}
