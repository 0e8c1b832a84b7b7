using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Funnel;

/// <summary><c>GET /v1/funnel</c>: a cohort's funnel, a snapshot of the stages at an instant, or the flow through them in a window.</summary>
internal static class FunnelEndpoint
{
    public static void MapFunnel(this IEndpointRouteBuilder app) => app.MapGet("/v1/funnel", Get).WithName("getFunnel").For(Roles.Readers).WithTags("Funnel").WithSummary("The funnel: cohort, snapshot or flow")
        .WithDescription("view=cohort|snapshot|flow, mode=reached|strict|passed, from, to, asOf, knownAt, by=source,channel,campaign,team,owner,reason, period=day|week|month|quarter|year, zone, waitFor")
        .Describe(ReportsDescription.Funnel);

    private static async Task<IResult> Get(HttpContext http, CycleReports reports, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var view = query.Choice("view", "cohort", "cohort", "snapshot", "flow");
        var mode = query.Choice("mode", "reached", "reached", "strict", "passed");
        var waitFor = query.Whole("waitFor");
        var scope = Scope.Read(query, (await caller.Workspace(http)).Name);
        query.Done();
        if (view == "snapshot" && (scope.From ?? scope.To) is not null) throw Query.Invalid("from", "and 'to' do not bound a snapshot, which is of one instant: say asOf");
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        return view == "flow"
            ? Results.Json(await Flow(reports, scope, upTo, http.RequestAborted), Json.Options)
            : Results.Json(await Stock(reports, scope, view, mode, upTo, http.RequestAborted), Json.Options);
    }

    private static async Task<object> Stock(CycleReports reports, Scope scope, string view, string mode, UpTo upTo, CancellationToken ct)
    {
        var paths = await reports.Paths(scope, ct);
        return new
        {
            View = view,
            Mode = mode,
            Unit = "cycle",
            Groups = Groups.Of(scope, paths, path => path.Key).Select(group => Group(group.Key, new Tally(group.Rows), view, mode)).ToArray(),
            Totals = Group(null, new Tally(paths.ToArray()), view, mode),
            upTo,
        };
    }

    private static object Group(IReadOnlyDictionary<string, string?>? key, Tally tally, string view, string mode) => new
    {
        Key = key ?? new Dictionary<string, string?>(),
        tally.Cycles,
        Stages = Stages.All.Select(stage => view == "snapshot"
            ? (object)new { Stage = stage.ToString(), Count = tally.In(stage) }
            : new
            {
                Stage = stage.ToString(),
                Reached = mode == "strict" ? tally.ReachedStrictly(stage) : tally.Reached(stage),
                Inferred = mode == "passed" ? tally.Inferred(stage) : 0,
            }).ToArray(),
        tally.Open,
        Won = tally.Ended(Stage.Won),
        Lost = tally.Ended(Stage.Lost),
        Recycled = tally.Ended(Stage.Recycled),
        tally.Reentered,
    };

    private static async Task<object> Flow(CycleReports reports, Scope scope, UpTo upTo, CancellationToken ct)
    {
        var movements = await reports.Movements(scope, ct);
        return new
        {
            View = "flow",
            Unit = "cycle",
            scope.From,
            scope.To,
            Groups = Groups.Of(scope, movements, movement => movement.Key).Select(group => Moves(group.Key, group.Rows)).ToArray(),
            Totals = Moves(null, movements),
            upTo,
        };
    }

    private static object Moves(IReadOnlyDictionary<string, string?>? key, IReadOnlyCollection<Movement> movements) => new
    {
        Key = key ?? new Dictionary<string, string?>(),
        Opened = movements.Sum(movement => movement.Opened),
        Reentered = movements.Sum(movement => movement.Reentered),
        Stages = Stages.All.Select(stage => new
        {
            Stage = stage.ToString(),
            Entered = movements.Sum(movement => movement.Entered[(int)stage]),
            Exited = movements.Sum(movement => movement.Exited[(int)stage]),
        }).ToArray(),
    };
}
