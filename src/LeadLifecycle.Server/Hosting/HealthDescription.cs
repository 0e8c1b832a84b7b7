using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Hosting;

/// <summary>What readiness answers.</summary>
internal static class HealthDescription
{
    public static void Ready(Described route) => route.Problems()
        .Answers(200, "Ready, or Degraded while the views are behind.", Report("ready", nameof(HealthStatus.Degraded)))
        .Answers(503, "The database does not answer.", Report(nameof(HealthStatus.Unhealthy)));

    private static OpenApiSchema Report(params string[] statuses) => Object(
        ("status", Choice(statuses)),
        ("checks", Map(Object(
            ("status", Choice(Enum.GetNames<HealthStatus>())), ("description", Text().OrNull()),
            ("lagEvents?", Whole("Events the views lack.")), ("lagSeconds?", Number("Age of the oldest of them, in seconds."))))));
}
