using System.Text.Json.Nodes;
using NJsonSchema;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>The published schemas of stored events, and the samples that lie beside them.</summary>
internal static class EventSchemas
{
    private const string Suffix = ".schema.json";

    public static readonly string Folder = Checkout.Schema("events");

    public static readonly string Samples = Path.Combine(Folder, "samples");

    /// <summary>Names of stored events that have a schema.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*" + Suffix)
        .Select(file => Path.GetFileName(file)[..^Suffix.Length])
        .Where(name => name != "common");

    /// <summary>Every sample, as its path below <see cref="Samples"/>: <c>name/NNN-what-it-shows.json</c>.</summary>
    public static IEnumerable<string> AllSamples => Directory.GetFiles(Samples, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Samples, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static string NameOf(string sample) => sample[..sample.IndexOf('/')];

    public static Task<JsonSchema> Of(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(Folder, name + Suffix), TestContext.Current.CancellationToken);

    /// <summary>What the schema of a name has against a body; empty when it is valid.</summary>
    public static async Task<string[]> Complaints(string name, string json) =>
        [.. (await Of(name)).Validate(json).Select(error => $"{name}: {error} in {json}")];

    /// <summary>The members a schema knows, with those of nested objects as <c>outer.inner</c>.</summary>
    public static IEnumerable<string> Members(JsonSchema schema, string prefix = "") => schema.ActualProperties.SelectMany(property =>
        Members(property.Value.ActualSchema, $"{prefix}{property.Key}.").Prepend(prefix + property.Key));

    public static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
