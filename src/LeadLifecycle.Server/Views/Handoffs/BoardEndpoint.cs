using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary><c>GET /v1/handoffs</c>: the board. Which clocks run, which are at risk, which were missed, and how much time is left.</summary>
internal static class BoardEndpoint
{
    public static void MapBoard(this IEndpointRouteBuilder app) => app.MapGet("/v1/handoffs", Get).WithName("listHandoffs").For(Roles.Readers).WithTags("Handoffs").WithSummary("The board of open handoffs")
        .WithDescription($"Clocks with a target, the most urgent first. state={string.Join("|", ClockStates.Names)}, several with commas; absent: the open ones. leg, owner, team, source filter exactly.")
        .Describe(HandoffsDescription.Board);

    private static async Task<IResult> Get(HttpContext http, BoardReader board, Freshness freshness, Caller caller, TimeProvider clock)
    {
        var query = new Query(http.Request);
        var states = query.List("state", ClockStates.Names);
        var filter = new BoardFilter(states.Count > 0 ? states : ClockStates.Open, Legs.Read(query), query.Text("owner"), query.Text("team"), query.Text("source"));
        var (page, waitFor) = (ClockPage.Read(query), query.Whole("waitFor"));
        var counted = query.Flag("counts") ?? false;
        query.Done();
        var workspace = (await caller.Workspace(http)).Name;
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var now = clock.GetUtcNow();
        var (rows, next) = page.Cut(await board.Read(workspace, filter, page, now, http.RequestAborted), row => ClockCursor.Of(row.LeadId, row.Clock));
        return Results.Json(
            new
            {
                At = now,
                Handoffs = rows.Select(row => Tell(row, now)).ToArray(),
                Counts = counted ? await board.Count(workspace, filter, now, http.RequestAborted) : null,
                NextCursor = next,
                upTo,
            },
            Json.Options);
    }

    private static object Tell(BoardClock row, DateTimeOffset now)
    {
        var (clock, holder) = (row.Clock, row.Clock.Holder);
        var missed = clock.Missed(now) ? clock.HolderAt(clock.Due!.Value) : (Steward?)null;
        Wait? wait = clock.StateAt(now) == ClockState.Paused ? clock.Waits.First(w => now < w.To) : null;
        return new
        {
            row.LeadId,
            clock.Cycle,
            Leg = clock.Leg.Name,
            State = ClockStates.Of(clock.StateAt(now)),
            StartedAt = clock.Start,
            AtRiskAt = clock.AtRisk,
            DueAt = clock.Due,
            PersonDueAt = clock.PersonDue,
            StoppedAt = clock.Stop,
            TargetSeconds = clock.Target!.Value.TotalSeconds,
            ElapsedSeconds = clock.Elapsed(now).TotalSeconds,
            LeftSeconds = clock.Stop is null ? clock.Left(now)!.Value.TotalSeconds : (double?)null,
            PausedUntil = wait?.To,
            PauseReason = wait?.Reason,
            holder.Owner,
            holder.Team,
            MissedBy = missed is { } by ? new { by.Owner, by.Team } : null,
            row.Stage,
            row.Score,
            row.Source,
            clock.Segment,
            clock.PolicyVersion,
        };
    }
}
