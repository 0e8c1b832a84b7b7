using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Says of each route who may ask it, from what the route itself declares.</summary>
internal static class AccessDescription
{
    private const string Scheme = "key";

    public static void Schemes(OpenApiDocument document) => document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        Description = "An API key, ll_…; x-roles of a route are the roles of which a key needs one. In development, on loopback, no credential is an admin of main.",
    });

    /// <summary>How a route that asks for a credential refuses; the rest of its answers are said by the route.</summary>
    public static void Refusals(Described route, OpenApiOperationTransformerContext context)
    {
        if (Of(context) is { IsOpen: false }) route.Problems(Codes.Unauthenticated, Codes.Forbidden, Codes.RateLimited);
    }

    public static Task OfRoute(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (Of(context) is not { IsOpen: false } access)
        {
            operation.Security = [];
            return Task.CompletedTask;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-roles"] = new JsonNodeExtension(new JsonArray([.. access.Roles.Names().Select(name => (JsonNode)name)]));
        return Task.CompletedTask;
    }

    private static RouteAccess? Of(OpenApiOperationTransformerContext context) => context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteAccess>().LastOrDefault();
}
