using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace LeadLifecycle.Server.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database answers and the views are not far behind.</summary>
internal static class Health
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<ViewLag>();
        services.AddHealthChecks().AddCheck<ViewLag>("views");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.Services.GetRequiredService<ViewLag>();
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).WithName("getLiveness").Open().WithTags("Operations").WithSummary("The process answers")
            .WithDescription("It looks at nothing else; whoever restarts the process on silence asks here.")
            .Describe(route => route.Problems().Answers(200, "It lives.", Shape.Object(("status", Shape.Choice(["live"])))));
        app.MapGet("/health/ready", Ready).WithName("getReadiness").Open().WithTags("Operations").WithSummary("The database answers and the views are not far behind")
            .WithDescription("503 when the database does not answer; views that are behind are said, and answered from.")
            .Describe(HealthDescription.Ready);
    }

    private static async Task<IResult> Ready(HttpContext http, HealthCheckService health)
    {
        var report = await health.CheckHealthAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        var checks = new JsonObject();
        foreach (var (name, entry) in report.Entries)
        {
            var check = new JsonObject { ["status"] = entry.Status.ToString(), ["description"] = entry.Description };
            foreach (var (key, value) in entry.Data) check[key] = JsonValue.Create(value);
            checks[name] = check;
        }

        return Results.Json(
            new JsonObject { ["status"] = report.Status == HealthStatus.Healthy ? "ready" : report.Status.ToString(), ["checks"] = checks },
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

/// <summary>How far the views are behind the events, in events and in seconds since the oldest event they lack.</summary>
internal sealed class ViewLag : IHealthCheck
{
    /// <summary>Views older than this are said to be behind; the service still answers, and says how far it is.</summary>
    private const double Alarming = 60;

    private readonly NpgsqlDataSource _database;
    private long _events;
    private double _seconds;

    public ViewLag(NpgsqlDataSource database, IMeterFactory meters)
    {
        _database = database;
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("leads.views.lag.events", () => Refreshed()._events, description: "Events the views lack.");
        meter.CreateObservableGauge("leads.views.lag.seconds", () => _seconds, "s", "Age of the oldest event the views lack.");
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Measure(cancellationToken);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", away);
        }

        var data = new Dictionary<string, object> { ["lagEvents"] = _events, ["lagSeconds"] = _seconds };
        return _seconds > Alarming ? HealthCheckResult.Degraded("The views are behind.", null, data) : HealthCheckResult.Healthy("The views are current.", data);
    }

    private async Task Measure(CancellationToken ct)
    {
        await using var command = _database.CreateCommand("""
            select coalesce((select last_value - p.at from leads.mt_events_sequence where is_called), 0),
              coalesce((select extract(epoch from now() - e.timestamp)::float8 from leads.mt_events e where e.seq_id > p.at order by e.seq_id limit 1), 0)
            from (select coalesce(max(last_seq_id), 0) as at from leads.mt_event_progression where name = 'LeadViews:All') p
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        (_events, _seconds) = (Math.Max(0, reader.GetInt64(0)), Math.Max(0, reader.GetDouble(1)));
    }

    /// <summary>A scrape measures; a database that is away leaves the last figures, and its own metrics tell of it.</summary>
    private ViewLag Refreshed()
    {
        try
        {
            Measure(CancellationToken.None).Wait(TimeSpan.FromSeconds(2));
        }
        catch (AggregateException away) when (away.InnerException is NpgsqlException or TimeoutException)
        {
            return this;
        }

        return this;
    }
}
