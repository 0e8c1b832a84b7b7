using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Access;

/// <summary><c>GET /v1/audit/changes</c>: who changed how the service is set up, and what auditors read.</summary>
internal static class AdminRoute
{
    public const int Most = 1_000;
    private const int Usual = 100;

    public static void MapAdminRecords(this IEndpointRouteBuilder app) => app.MapGet("/v1/audit/changes", Get).WithName("listAdminEvents").For(Roles.Auditor | Roles.Admin).WithTags("Access")
        .WithSummary("Administrative changes, and what auditors read").WithDescription("In the order in which they were recorded; next is what to ask after. It cannot be changed.")
        .Describe(AccessRoutesDescription.AdminEvents);

    private static async Task<IResult> Get(HttpContext http, AdminStreams streams)
    {
        var query = new Query(http.Request);
        var (after, limit) = (query.Whole("after") ?? 0, (int)(query.Whole("limit", 1, Most) ?? Usual));
        query.Done();
        var found = await streams.Read(Caller.Who(http).Workspace, after, limit, http.RequestAborted);
        return Results.Json(new
        {
            Events = found.Select(one => new { one.Id, one.Version, Type = EventNames.PublicTypeOf(one.Type), one.RecordedAt, one.Event.Actor, one.Event.Operation, one.Event.Target }),
            Next = found.Count == 0 ? after : found[^1].Version,
        }, Json.Options);
    }
}
