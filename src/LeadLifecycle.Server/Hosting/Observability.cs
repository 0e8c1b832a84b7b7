using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Traces and metrics: always on <c>/metrics</c>, and to an OTLP collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
public static class Observability
{
    public static void AddObservability(this WebApplicationBuilder builder)
    {
        var collector = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("leadlifecycle", serviceVersion: typeof(Observability).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Telemetry.Name, "Marten", "Npgsql", "Wolverine*").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
                if (collector) metrics.AddOtlpExporter();
            });
        // Spans that nobody collects would only be made and thrown away.
        if (collector) telemetry.WithTracing(traces => traces.AddSource(Telemetry.Name, "Marten", "Wolverine").AddAspNetCoreInstrumentation().AddNpgsql().AddOtlpExporter());
    }
}
