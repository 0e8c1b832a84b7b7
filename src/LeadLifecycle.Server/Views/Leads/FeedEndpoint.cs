using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary><c>GET /v1/events</c>: all events of the workspace in order of position, never past what is certain.</summary>
internal static class FeedEndpoint
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1_000;

    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet("/v1/events", Get).WithName("readFeed").For(Roles.Readers).WithTags("Leads").WithSummary("The feed of events")
        .WithDescription("after=POSITION, limit, waitFor. nextCursor is the position to ask after next; ask again with waitFor=nextCursor+1 to be woken.")
        .Describe(route => LeadsDescription.Feed(route, DefaultLimit, LargestLimit));

    private static async Task<IResult> Get(HttpContext http, LeadStreams streams, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var (after, limit, waitFor) = (query.Whole("after") ?? 0, (int)(query.Whole("limit", 1, LargestLimit) ?? DefaultLimit), query.Whole("waitFor"));
        query.Done();
        var workspace = await caller.Workspace(http);
        var upTo = await freshness.Reach(Freshness.HighWaterMark, waitFor, http.RequestAborted);
        var events = await streams.Feed(workspace.Name, after, limit, http.RequestAborted);
        var answers = events.Select(e =>
        {
            var answer = EventAnswer.Of(e);
            answer["leadId"] = e.LeadId;
            return answer;
        });
        // Positions that are no lead's are passed over too: whoever waits for the next one must not be woken by them for ever.
        var last = events.Count > 0 ? events[^1].Position : after;
        var next = events.Count < limit && upTo.Position > last ? upTo.Position : last;
        return Results.Json(new { Events = answers, NextCursor = next.ToString(), upTo }, Json.Options);
    }
}
