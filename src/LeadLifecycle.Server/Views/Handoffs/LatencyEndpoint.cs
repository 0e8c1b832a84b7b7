using System.Globalization;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary><c>GET /v1/handoffs/latency</c>: how long a leg, or the way from any stage to any other, takes by the wall clock and in business time, and whether it was in time.</summary>
internal static class LatencyEndpoint
{
    /// <summary>Below this many observations percentiles say little; they are marked.</summary>
    private const long Sufficient = 10;

    public static void MapLatency(this IEndpointRouteBuilder app) => app.MapGet("/v1/handoffs/latency", Get).WithName("getLatency").For(Roles.Readers).WithTags("Handoffs").WithSummary("Latency per leg or stage pair")
        .WithDescription("leg=qualification|acceptance|first-response|sales-qualification|closing, or fromStage and toStage; by, from, to, asOf, knownAt, period, zone, waitFor; within=4h,7d counts what closed in time.")
        .Describe(ReportsDescription.Latency);

    private static async Task<IResult> Get(HttpContext http, LatencyReport report, Freshness freshness, Caller caller, TimeProvider clock)
    {
        var query = new Query(http.Request);
        var span = ReadSpan(query);
        var within = ReadWithin(query.Text("within"));
        var waitFor = query.Whole("waitFor");
        var scope = Scope.Read(query, (await caller.Workspace(http)).Name);
        query.Done();
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var at = scope.AsOf ?? clock.GetUtcNow();
        var latencies = await report.Read(scope, span, within, at, http.RequestAborted);
        return Results.Json(
            new
            {
                Unit = "seconds",
                span.Leg,
                FromStage = span.FromStage?.ToString(),
                ToStage = span.ToStage?.ToString(),
                At = at,
                Groups = latencies.Where(latency => latency.Key is not null).Select(latency => Group(latency, within)).ToArray(),
                Totals = Group(latencies.Single(latency => latency.Key is null), within),
                upTo,
            },
            Json.Options);
    }

    private static object Group(Latency latency, IReadOnlyList<double> within) => new
    {
        Key = latency.Key ?? new Dictionary<string, string?>(),
        latency.Closed,
        latency.Open,
        latency.Left,
        latency.Negative,
        latency.Wall,
        latency.Business,
        latency.Sla,
        Insufficient = latency.Closed - latency.Negative < Sufficient,
        Within = within.Count == 0 ? null : within.Zip(latency.Within, (seconds, count) => new { seconds, count }).ToArray(),
    };

    private static Span ReadSpan(Query query)
    {
        var (leg, from, to) = (query.Text("leg"), query.Stage("fromStage"), query.Stage("toStage"));
        return (leg, from, to) switch
        {
            (null, { } start, { } stop) => Span.Between(start, stop),
            ({ } name, null, null) => Span.Of(Leg.Named(name)
                ?? throw new ProblemException(Codes.LegUnknown, $"'{name}' is no leg; there are {string.Join(", ", Leg.All.Select(known => known.Name))}.")),
            _ => throw new ProblemException(Codes.QueryInvalid, "Say either leg, or fromStage and toStage."),
        };
    }

    private static IReadOnlyList<double> ReadWithin(string? text) => text is null ? [] :
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
        {
            var unit = part[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
            return unit > 0 && double.TryParse(part[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number * unit)
                ? number * unit
                : throw Query.Invalid("within", "is a list like 30m,4h,7d");
        }),
    ];
}
