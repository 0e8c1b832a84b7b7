using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary><c>GET /v1/handoffs/missed</c>: for each missed handoff, where the time went.</summary>
internal static class MissedEndpoint
{
    public static void MapMissed(this IEndpointRouteBuilder app) => app.MapGet("/v1/handoffs/missed", Get).WithName("listMissed").For(Roles.Readers).WithTags("Handoffs").WithSummary("Missed handoffs, and where the time went")
        .WithDescription("The latest due first; from and to bound the due time; leg, owner and team (of who missed it), source filter exactly. parts: captured → qualified → notified → accepted → responded, wall and business seconds.")
        .Describe(HandoffsDescription.Missed);

    private static async Task<IResult> Get(HttpContext http, MissedReader missed, Freshness freshness, Caller caller, TimeProvider clock)
    {
        var query = new Query(http.Request);
        var filter = new MissedFilter(Legs.Read(query), query.Text("owner"), query.Text("team"), query.Text("source"), query.Instant("from"), query.Instant("to"));
        var (page, waitFor) = (ClockPage.Read(query), query.Whole("waitFor"));
        query.Done();
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var now = clock.GetUtcNow();
        var (rows, next) = page.Cut(await missed.Read((await caller.Workspace(http)).Name, filter, page, now, http.RequestAborted), row => ClockCursor.Of(row.LeadId, row.Clock));
        return Results.Json(new { At = now, Missed = rows.Select(row => Tell(row, now)).ToArray(), NextCursor = next, upTo }, Json.Options);
    }

    private static object Tell(MissedClock missed, DateTimeOffset now)
    {
        var clock = missed.Clock;
        var by = clock.HolderAt(clock.Due!.Value);
        return new
        {
            missed.LeadId,
            clock.Cycle,
            Leg = clock.Leg.Name,
            State = ClockStates.Of(clock.StateAt(now)),
            StartedAt = clock.Start,
            DueAt = clock.Due,
            StoppedAt = clock.Stop,
            LateSeconds = clock.Calendar.Elapsed(clock.Due.Value, clock.Stop ?? now).TotalSeconds,
            MissedBy = new { by.Owner, by.Team },
            clock.Segment,
            clock.PolicyVersion,
            Parts = Parts(missed),
        };
    }

    /// <summary>From each known point to the next known one; a point nobody reported is skipped, and its part is in the next.</summary>
    private static IReadOnlyList<object> Parts(MissedClock missed)
    {
        (string Name, DateTimeOffset? At)[] points =
        [
            ("captured", missed.Cycle[Stage.Captured]?.At), ("qualified", missed.Cycle[Stage.MarketingQualified]?.At), ("notified", missed.NotifiedAt),
            ("accepted", missed.Cycle[Stage.SalesAccepted]?.At), ("responded", missed.ContactedAt),
        ];
        var known = points.Where(point => point.At is not null).Select(point => (point.Name, At: point.At!.Value)).ToArray();
        return
        [
            .. known.Zip(known.Skip(1), (a, b) => new
            {
                From = a.Name,
                To = b.Name,
                FromAt = a.At,
                ToAt = b.At,
                WallSeconds = (b.At - a.At).TotalSeconds,
                BusinessSeconds = missed.Clock.Calendar.Elapsed(a.At, b.At).TotalSeconds,
            }),
        ];
    }
}
