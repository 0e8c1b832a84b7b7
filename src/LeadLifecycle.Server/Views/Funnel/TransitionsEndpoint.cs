using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Views.Cycles;

namespace LeadLifecycle.Server.Views.Funnel;

/// <summary><c>GET /v1/funnel/transitions</c>: the matrix of consecutive pairs, of which every funnel is a view.</summary>
internal static class TransitionsEndpoint
{
    public static void MapTransitions(this IEndpointRouteBuilder app) => app.MapGet("/v1/funnel/transitions", Get).WithName("getTransitions").For(Roles.Readers).WithTags("Funnel").WithSummary("The transition matrix")
        .WithDescription("from, to, asOf, knownAt, by, period, zone, waitFor. Openings have no row; re-entries are counted apart.")
        .Describe(ReportsDescription.Transitions);

    private static async Task<IResult> Get(HttpContext http, CycleReports reports, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var waitFor = query.Whole("waitFor");
        var scope = Scope.Read(query, (await caller.Workspace(http)).Name);
        query.Done();
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var paths = await reports.Paths(scope, http.RequestAborted);
        var all = Matrix.Of(new Tally(paths.ToArray()));
        var groups = scope.Keys.Count == 0 ? null : Groups.Of(scope, paths, path => path.Key)
            .Select(group => Matrix.Of(new Tally(group.Rows)) with { Key = group.Key }).ToArray();
        return groups is null
            ? Results.Json(new { Unit = "cycle", all.Transitions, all.Reentered, all.Open, all.Ended, all.Cycles, upTo }, Json.Options)
            : Results.Json(new { Unit = "cycle", all.Transitions, all.Reentered, all.Open, all.Ended, all.Cycles, groups, upTo }, Json.Options);
    }

    private sealed record Matrix(IReadOnlyList<Transition> Transitions, long Reentered, long Open, IReadOnlyDictionary<string, long> Ended, long Cycles)
    {
        public IReadOnlyDictionary<string, string?>? Key { get; init; }

        public static Matrix Of(Tally tally) => new(
            [.. tally.Transitions().Select(pair => new Transition(pair.From.ToString(), pair.To.ToString(), pair.Count))],
            tally.Reentered,
            tally.Open,
            Stages.All.Where(stage => stage.IsEnd()).ToDictionary(end => end.ToString(), tally.Ended),
            tally.Cycles);
    }

    private sealed record Transition(string From, string To, long Count);
}
