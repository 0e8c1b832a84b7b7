using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary><c>GET /v1/handoffs/attainment</c>: for every leg what was done in time, and who missed what was not. No leg hides another.</summary>
internal static class AttainmentEndpoint
{
    public static void MapAttainment(this IEndpointRouteBuilder app) => app.MapGet("/v1/handoffs/attainment", Get).WithName("getAttainment").For(Roles.Readers).WithTags("Handoffs").WithSummary("What was done in time, by leg")
        .WithDescription("met, metLate, pastDue (missed and open), running; missed = metLate + pastDue. by, from, to, asOf, knownAt, period, zone as everywhere; leg limits it to one.")
        .Describe(HandoffsDescription.Attainment);

    private static async Task<IResult> Get(HttpContext http, LatencyReport report, MissedReader missed, Freshness freshness, Caller caller, TimeProvider clock)
    {
        var query = new Query(http.Request);
        var only = Legs.Read(query);
        var waitFor = query.Whole("waitFor");
        var scope = Scope.Read(query, (await caller.Workspace(http)).Name);
        query.Done();
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var at = scope.AsOf ?? clock.GetUtcNow();
        var legs = new List<object>();
        foreach (var leg in Leg.All.Where(leg => only is null || leg.Name == only))
        {
            var latencies = await report.Read(scope, Span.Of(leg), [], at, http.RequestAborted);
            legs.Add(new
            {
                Leg = leg.Name,
                Groups = latencies.Where(latency => latency.Key is not null).Select(latency => new { Key = latency.Key!, latency.Sla, latency.Business }).ToArray(),
                Totals = new { latencies.Single(latency => latency.Key is null).Sla, latencies.Single(latency => latency.Key is null).Business },
                MissedBy = await missed.By(scope, leg, at, http.RequestAborted),
            });
        }

        return Results.Json(new { Unit = "cycle", At = at, Legs = legs, upTo }, Json.Options);
    }
}
