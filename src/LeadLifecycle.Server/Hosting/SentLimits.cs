using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// The limits that hold for all that is sent, because one reader takes it: <see cref="Members"/> a body, <see cref="Query"/> and
/// the web server the rest. A schema that says a limit of its own keeps it.
/// </summary>
internal static class SentLimits
{
    /// <summary>As JSON Schema writes it: no NUL, which PostgreSQL cannot keep and every reader refuses.</summary>
    private const string WithoutNul = "^[^\\u0000]*$";

    /// <summary>As it is configured, which is nowhere: what is longer is refused before any route sees it.</summary>
    private static readonly KestrelServerLimits Server = new();

    /// <param name="document">Where the schemas lie that are referred to.</param>
    public static void OfBody(IOpenApiSchema schema, OpenApiDocument document) => State(schema, document, Members.LongestText, int.MaxValue);

    /// <param name="place">A header, or a part of the request's line.</param>
    public static void OfParameter(OpenApiSchema schema, ParameterLocation place) =>
        State(schema, null, place == ParameterLocation.Header ? Server.MaxRequestHeadersTotalSize : Server.MaxRequestLineSize, long.MaxValue);

    private static void State(IOpenApiSchema? any, OpenApiDocument? document, int longest, long largest)
    {
        if (any is OpenApiSchemaReference reference) any = document?.Components?.Schemas?[reference.Reference.Id!];
        if (any is not OpenApiSchema schema) return;
        if (schema.Enum is not { Count: > 0 } && schema.Type?.HasFlag(JsonSchemaType.String) is true) OfText(schema, longest);
        if (schema.Type?.HasFlag(JsonSchemaType.Integer) is true) schema.Maximum ??= largest.ToString(CultureInfo.InvariantCulture);
        IOpenApiSchema?[] within = [schema.Items, schema.AdditionalProperties, .. schema.Properties?.Values ?? [], .. schema.AnyOf ?? [], .. schema.OneOf ?? []];
        foreach (var part in within) State(part, document, longest, largest);
    }

    private static void OfText(OpenApiSchema schema, int longest)
    {
        schema.MaxLength ??= longest;
        if (schema.Format is null) schema.Pattern ??= WithoutNul;
    }
}
