using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Quarantine;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary><c>/v1/connections/{name}/quarantine</c>: what could not be mapped, and trying again.</summary>
internal static class QuarantineRoutes
{
    public const int LargestLimit = 200;
    private const int DefaultLimit = 50;
    public const int MostIds = 1_000;
    private const string At = "/v1/connections/{name}/quarantine";

    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        app.MapGet(At, List).WithName("listQuarantine").For(Roles.Operators | Roles.Auditor).WithTags("Connections").WithSummary("What could not be mapped").WithDescription("The oldest first, without the bodies.").Describe(ConnectionsDescription.Quarantine);
        app.MapGet(At + "/{id}", Get).WithName("getQuarantinedPart").For(Roles.Operators).WithTags("Connections").WithSummary("One part that could not be mapped, with its body")
            .WithDescription("body is the delivery cut down to this part, pointer its place in it; it can be given to try. What is no JSON stands in text, what is no text in base64.")
            .Describe(ConnectionsDescription.QuarantinedPart);
        app.MapPost(At + "/replay", Again).WithName("replayQuarantine").For(Roles.Operators).WithTags("Connections").WithSummary("Map again, by the mapping of today")
            .WithDescription("What is recorded, ignored or refused by a rule leaves; what still cannot be mapped stays and says why. Facts keep their ids: nothing is recorded twice.")
            .Describe(ConnectionsDescription.Replay).Idempotent();
        app.MapDelete(At + "/{id}", Discard).WithName("discardQuarantinedPart").For(Roles.Operators).WithTags("Connections").WithSummary("Throw a part away")
            .WithDescription("Nothing is recorded of it.").Describe(ConnectionsDescription.Discard);
    }

    private static async Task<IResult> List(HttpContext http, string name, Asked asked, QuarantinedParts quarantine)
    {
        var query = new Query(http.Request);
        var (cursor, limit) = (query.Text("cursor"), (int)(query.Whole("limit", 1, LargestLimit) ?? DefaultLimit));
        query.Done();
        if (!Guid.TryParse(cursor ?? $"{Guid.Empty}", out var after)) throw Query.Invalid("cursor", "is not one of this list");
        var connection = await asked.Connection(http, name);
        var found = await quarantine.Page(connection, null, after, limit + 1, withBody: false, http.RequestAborted);
        return Results.Json(new { Items = found.Take(limit).Select(part => QuarantineAnswer.Of(part)), NextCursor = found.Count > limit ? found[limit - 1].Id : (Guid?)null }, Json.Options);
    }

    private static async Task<IResult> Get(HttpContext http, string name, string id, Asked asked, QuarantinedParts quarantine)
    {
        new Query(http.Request).Done();
        var connection = await asked.Connection(http, name);
        var found = Guid.TryParse(id, out var known) ? await quarantine.Page(connection, [known], Guid.Empty, 1, withBody: true, http.RequestAborted) : [];
        return found.Count == 1 ? Results.Json(QuarantineAnswer.WithBody(found[0]), Json.Options) : Unknown(id);
    }

    private static async Task<IResult> Again(HttpContext http, string name, Asked asked, Replay replay)
    {
        new Query(http.Request).Done();
        var (connection, request) = await asked.ToSubmit(http, name);
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var ids = body.TextsIfAny("ids", MostIds)?.Select(text => Guid.TryParse(text, out var id) ? id : throw body.Malformed("ids", "holds what is no id")).ToArray();
        body.Done();
        var (tally, still) = await replay.Run(connection, ids, request, http.RequestAborted);
        return Results.Json(
            new
            {
                tally.Recorded,
                tally.Duplicate,
                tally.Nothing,
                tally.Ignored,
                tally.Refused,
                tally.Quarantined,
                Still = still.Select(one => QuarantineAnswer.Explained(new JsonObject { ["id"] = one.Id }, one.Fault)),
            },
            Json.Options);
    }

    private static async Task<IResult> Discard(HttpContext http, string name, string id, Asked asked, QuarantinedParts quarantine)
    {
        new Query(http.Request).Done();
        var connection = await asked.Connection(http, name);
        return Guid.TryParse(id, out var known) && await quarantine.Remove(connection, [known], http.RequestAborted) == 1
            ? Results.Json(new { Id = known, State = "discarded" }, Json.Options)
            : Unknown(id);
    }

    private static IResult Unknown(string id) => Problems.Of(Codes.QuarantineUnknown, $"There is no '{id}' in this quarantine.");
}
