using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Schemas that stand once in a document, under a name; OpenAPI and AsyncAPI have the same place for them.</summary>
internal sealed class SharedSchemas(OpenApiDocument document)
{
    /// <summary>The schema of a body that is sent, with the limits of all bodies.</summary>
    public T Sent<T>(T schema) where T : IOpenApiSchema
    {
        SentLimits.OfBody(schema, document);
        return schema;
    }

    /// <summary>The reference to a schema that several places share.</summary>
    public IOpenApiSchema Named(string name, Func<OpenApiSchema> schema)
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true) document.AddComponent(name, schema());
        return new OpenApiSchemaReference(name, document);
    }
}
