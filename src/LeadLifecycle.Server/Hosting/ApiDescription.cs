using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace LeadLifecycle.Server.Hosting;

/// <summary>OpenAPI at <c>/openapi/v1.json</c> and its page at <c>/docs</c>, which loads nothing from elsewhere.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddOperationTransformer(AccessDescription.OfRoute);
        options.AddDocumentTransformer((document, _, _) =>
        {
            AccessDescription.Schemes(document);
            document.Info = new OpenApiInfo
            {
                Title = "LeadLifecycle",
                Version = "v1",
                Description = $"The system of record for the handoff between marketing and sales. Errors are RFC 9457 problems with a stable code:\n\n{string.Join("\n", Codes.All.Select(code => $"- `{code}` ({Codes.StatusOf(code)})"))}",
            };
            document.Servers = [Server()];
            document.Tags = ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Says }).ToHashSet();
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        // Whoever opens the printed address finds the way.
        app.MapGet("/", () => Results.Redirect("/docs")).Open().ExcludeFromDescription();
        // What the service can do is no secret; what it holds is.
        app.MapOpenApi("/openapi/{documentName}.json").Open();
        app.MapScalarApiReference("/docs", options =>
        {
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options
                .WithTitle("LeadLifecycle API")
                .WithOpenApiRoutePattern("/openapi/v1.json")
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .HideClientButton();
        }).Open();
    }

    private static OpenApiServer Server() => new()
    {
        Url = "/",
        Description = "This service, at a local or configured address; --urls chooses which.",
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(true) },
    };
}
