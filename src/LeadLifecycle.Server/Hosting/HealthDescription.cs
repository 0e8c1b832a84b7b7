using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Health checks are no route that OpenAPI finds by itself.</summary>
internal static class HealthDescription
{
    public static void AddTo(OpenApiDocument document)
    {
        var operation = new OpenApiOperation
        {
            Summary = "The database answers and the views are not far behind",
            Tags = new HashSet<OpenApiTagReference> { new("Operations", document) },
        };
        new Described(operation, document).Problems()
            .Answers(200, "Ready, or Degraded while the views are behind.", Report("ready", nameof(HealthStatus.Degraded)))
            .Answers(503, "The database does not answer.", Report(nameof(HealthStatus.Unhealthy)));
        document.Paths["/health/ready"] = new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation } };
    }

    private static OpenApiSchema Report(params string[] statuses) => Object(
        ("status", Choice(statuses)),
        ("checks", Map(Object(
            ("status", Choice(Enum.GetNames<HealthStatus>())), ("description", Text().OrNull()),
            ("lagEvents?", Whole("Events the views lack.")), ("lagSeconds?", Number("Age of the oldest of them, in seconds."))))));
}
