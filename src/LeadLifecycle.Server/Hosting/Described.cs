using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting;

/// <summary>What OpenAPI says of a route beyond its summary; the handlers read the request themselves and declare nothing.</summary>
internal sealed class Described(OpenApiOperation operation, OpenApiDocument document)
{
    public SharedSchemas Schemas { get; } = new(document);

    public Described Query(string name, OpenApiSchema schema) => Parameter(ParameterLocation.Query, name, schema);

    public Described Header(string name, OpenApiSchema schema) => Parameter(ParameterLocation.Header, name, schema);

    public Described Path(string name, OpenApiSchema schema) => Parameter(ParameterLocation.Path, name, schema);

    public Described Body(string mediaType, IOpenApiSchema schema)
    {
        operation.RequestBody ??= new OpenApiRequestBody { Content = new Dictionary<string, OpenApiMediaType>() };
        operation.RequestBody.Content![mediaType] = new OpenApiMediaType { Schema = Schemas.Sent(schema) };
        return this;
    }

    public Described Answers(int status, string description, IOpenApiSchema schema) => Response(status, description, "application/json", schema);

    public Described Answers(int status, string description, string mediaType, IOpenApiSchema schema) => Response(status, description, mediaType, schema);

    /// <summary>The problems a route can answer with; <c>internal.error</c> and a database that is away are every route's.</summary>
    public Described Problems(params string[] codes)
    {
        foreach (var status in codes.Append(Codes.Internal).Append(Codes.DatabaseUnavailable).Distinct().GroupBy(Codes.StatusOf).OrderBy(status => status.Key))
        {
            var said = operation.Responses?.TryGetValue(status.Key.ToString(), out var before) == true ? before.Description!.Split(", ") : [];
            Response(status.Key, string.Join(", ", said.Union(status)), "application/problem+json", Named("Problem", ProblemShape), RetryAfter(status.Key));
        }

        return this;
    }

    /// <summary>A schema that several routes share, kept once under a name.</summary>
    public IOpenApiSchema Named(string name, Func<OpenApiSchema> schema) => Schemas.Named(name, schema);

    private static OpenApiSchema ProblemShape() => Shape.Object(
        ("type", Shape.Text("urn:leadlifecycle:problem:CODE")), ("title", Shape.Text()), ("status", Shape.Whole("The HTTP status.")), ("detail", Shape.Text("For a person, in one sentence.")),
        ("code", Shape.Choice(Codes.All, "Stable; clients may switch on it.")), ("pointer?", Shape.Text("JSON pointer to the member at fault.")),
        ("allowed?", Shape.List(Shape.Text(), "The stage steps a command may take now, when a rule refused.")));

    private Described Parameter(ParameterLocation place, string name, OpenApiSchema schema)
    {
        operation.Parameters ??= [];
        foreach (var same in operation.Parameters.Where(parameter => parameter.Name == name).ToArray()) operation.Parameters.Remove(same);
        var description = schema.Description;
        schema.Description = null;
        SentLimits.OfParameter(schema, place);
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = place, Required = place == ParameterLocation.Path, Schema = schema, Description = description });
        return this;
    }

    /// <summary>A problem that goes away by itself says when to ask again.</summary>
    private static Dictionary<string, IOpenApiHeader>? RetryAfter(int status) => status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
        ? new() { ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = Shape.Whole(min: 1) } }
        : null;

    private Described Response(int status, string description, string mediaType, IOpenApiSchema schema, Dictionary<string, IOpenApiHeader>? headers = null)
    {
        operation.Responses ??= [];
        operation.Responses[status.ToString()] = new OpenApiResponse
        {
            Description = description,
            Headers = headers,
            Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new OpenApiMediaType { Schema = schema } },
        };
        return this;
    }
}

internal static class DescribedRoutes
{
    public static TBuilder Describe<TBuilder>(this TBuilder route, Action<Described> describe) where TBuilder : IEndpointConventionBuilder =>
        route.DescribeMore(describe, operation => operation.Responses = []);

    /// <summary>Adds to what was said of the route before.</summary>
    public static TBuilder DescribeMore<TBuilder>(this TBuilder route, Action<Described> describe, Action<OpenApiOperation>? first = null) where TBuilder : IEndpointConventionBuilder =>
        route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            first?.Invoke(operation);
            var described = new Described(operation, context.Document!);
            describe(described);
            AccessDescription.Refusals(described, context);
            operation.Responses = operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal).Aggregate(new OpenApiResponses(), Add);
            return Task.CompletedTask;
        });

    private static OpenApiResponses Add(OpenApiResponses all, KeyValuePair<string, IOpenApiResponse> answer)
    {
        all.Add(answer.Key, answer.Value);
        return all;
    }
}
