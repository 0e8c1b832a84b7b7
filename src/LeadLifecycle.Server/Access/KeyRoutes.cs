using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;

namespace LeadLifecycle.Server.Access;

/// <summary><c>/v1/keys</c>: who may ask, in the caller's workspace.</summary>
internal static class KeyRoutes
{
    /// <summary>For how long the secret before a rotation works, unless the request says another time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/keys", Create).WithName("createKey").For(Roles.Admin).WithTags("Access").WithSummary("Make a key")
            .WithDescription("key (ll_…) stands in this answer and never again; only its hash is kept.").Describe(AccessRoutesDescription.CreateKey).Idempotent();
        app.MapGet("/v1/keys", List).WithName("listKeys").For(Roles.Admin | Roles.Auditor).WithTags("Access").WithSummary("All keys")
            .WithDescription("The revoked and the expired too; the keys themselves are not shown.").Describe(AccessRoutesDescription.Keys);
        app.MapGet("/v1/keys/{id}", Get).WithName("getKey").For(Roles.Admin | Roles.Auditor).WithTags("Access").WithSummary("One key")
            .WithDescription("As it is now; the key itself is not shown.").Describe(AccessRoutesDescription.OneKey);
        app.MapPost("/v1/keys/{id}/rotate", Rotate).WithName("rotateKey").For(Roles.Admin).WithTags("Access").WithSummary("A new secret for a key, shown once")
            .WithDescription("The secret until now works for overlapSeconds more, a day when absent; the one before it no more.").Describe(AccessRoutesDescription.RotateKey).Idempotent();
        app.MapDelete("/v1/keys/{id}", Revoke).WithName("revokeKey").For(Roles.Admin).WithTags("Access").WithSummary("Revoke a key")
            .WithDescription("It works no more, on any node after at most 5 seconds.").Describe(AccessRoutesDescription.OneKey);
    }

    private static async Task<IResult> Create(HttpContext http, Keys keys, TimeProvider clock)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var (name, roles, expiresAt) = (body.RequiredText("name"), ReadRoles(body), body.Instant("expiresAt"));
        body.Done();
        if (expiresAt <= clock.GetUtcNow()) throw body.Malformed("expiresAt", "has passed");
        var made = await keys.Add(Caller.Who(http).Workspace, name, roles, expiresAt, http.RequestAborted);
        http.Response.Headers.Location = $"/v1/keys/{made.Key.Id}";
        return Results.Json(New(made, clock), Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(HttpContext http, Keys keys, TimeProvider clock)
    {
        new Query(http.Request).Done();
        var now = clock.GetUtcNow();
        return Results.Json(new { Keys = (await keys.All(Caller.Who(http).Workspace, http.RequestAborted)).Select(key => KeyAnswer.Of(key, now)) }, Json.Options);
    }

    private static async Task<IResult> Get(HttpContext http, string id, Keys keys, TimeProvider clock)
    {
        new Query(http.Request).Done();
        return Results.Json(KeyAnswer.Of(await keys.Of(Caller.Who(http).Workspace, id, http.RequestAborted), clock.GetUtcNow()), Json.Options);
    }

    private static async Task<IResult> Rotate(HttpContext http, string id, Keys keys, KnownKeys known, TimeProvider clock)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var overlap = body.Count("overlapSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : Overlap;
        body.Done();
        var rotated = await keys.Rotate(Caller.Who(http).Workspace, id, overlap, http.RequestAborted);
        known.Forget(id);
        return Results.Json(New(rotated, clock), Json.Options);
    }

    private static async Task<IResult> Revoke(HttpContext http, string id, Keys keys, KnownKeys known, TimeProvider clock)
    {
        new Query(http.Request).Done();
        var revoked = await keys.Revoke(Caller.Who(http).Workspace, id, http.RequestAborted);
        known.Forget(id);
        return Results.Json(KeyAnswer.Of(revoked, clock.GetUtcNow()), Json.Options);
    }

    private static Roles ReadRoles(Members body)
    {
        var roles = body.Texts("roles", RoleNames.All.Count).Aggregate(Roles.None, (all, name) => all | (RoleNames.Read(name) ?? throw body.Malformed("roles", $"holds none of {string.Join(", ", RoleNames.All)}")));
        return roles == Roles.None ? throw body.Malformed("roles", "is required") : roles;
    }

    private static NewKeyAnswer New((AccessKey Key, string Text) made, TimeProvider clock) => new(made.Text, KeyAnswer.Of(made.Key, clock.GetUtcNow()));
}
