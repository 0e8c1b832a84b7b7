using System.Text.Json;
using System.Text.RegularExpressions;
using LeadLifecycle.Server.Edges.Connections.Quarantine;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary><c>/v1/connections</c>: which vendors' accounts deliver, and what their words mean.</summary>
internal static partial class ConnectionRoutes
{
    private const int LongestName = 64;

    public static void MapConnectionRoutes(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/connections", Create).WithName("createConnection").For(Roles.Operators).WithTags("Connections").WithSummary("Connect a vendor")
            .WithDescription("Without a secret one is made and shown in this answer and never again. The vendor delivers to hook, below this service's public address.")
            .Describe(ConnectionsDescription.Create).Idempotent();
        app.MapGet("/v1/connections", List).WithName("listConnections").For(Roles.Operators | Roles.Auditor).WithTags("Connections").WithSummary("All connections")
            .WithDescription("With how many parts of deliveries wait for a better mapping; secrets are not shown.").Describe(ConnectionsDescription.List);
        app.MapGet("/v1/connections/{name}", Get).WithName("getConnection").For(Roles.Operators | Roles.Auditor).WithTags("Connections").WithSummary("One connection")
            .WithDescription("As it is now; its secret is not shown.").Describe(ConnectionsDescription.Get);
        app.MapPatch("/v1/connections/{name}", Change).WithName("changeConnection").For(Roles.Operators).WithTags("Connections").WithSummary("Change mapping or secret, switch off or on")
            .WithDescription("A member that is there replaces what was, for every delivery from then on. Name, vendor and source stay: the ids of what was recorded rest on them.")
            .Describe(ConnectionsDescription.Change);
        app.MapDelete("/v1/connections/{name}", Delete).WithName("deleteConnection").For(Roles.Operators).WithTags("Connections").WithSummary("End a connection")
            .WithDescription("What was recorded stays. While something waits in quarantine it is refused, unless discard=true throws that away too.")
            .Describe(ConnectionsDescription.Delete);
    }

    private static async Task<IResult> Create(HttpContext http, Caller caller, Vendors vendors, KnownConnections connections, ConnectionSecrets secrets, TimeProvider clock)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var (name, vendor) = (Name(body), vendors.Named(body.RequiredText("vendor")));
        var source = body.Has("source") ? body.RequiredText("source") : Connection.DefaultSource(name);
        var mapping = body.Raw("mapping");
        var given = ConnectionSecrets.Read(body);
        body.Done();
        Vendors.Read(vendor, mapping, "/mapping");

        var workspace = (await caller.Workspace(http)).Name;
        var secret = given ?? ConnectionSecrets.Make();
        var now = clock.GetUtcNow();
        var made = new Connection(workspace, name, vendor.Name, source, Text(mapping), secrets.Close(workspace, name, secret), Active: true, Guid.NewGuid(), now, now);
        await connections.Add(made, http.RequestAborted);
        return Results.Created($"/v1/connections/{name}", ConnectionAnswer.Of(made, 0, given is null ? secret : null));
    }

    private static async Task<IResult> List(HttpContext http, Caller caller, KnownConnections connections, QuarantinedParts quarantine)
    {
        new Query(http.Request).Done();
        var workspace = (await caller.Workspace(http)).Name;
        var waiting = await quarantine.Waiting(workspace, http.RequestAborted);
        var all = await connections.All(workspace, http.RequestAborted);
        return Results.Json(new { Connections = all.Select(one => ConnectionAnswer.Of(one, waiting.GetValueOrDefault(one.Name))) }, Json.Options);
    }

    private static async Task<IResult> Get(HttpContext http, string name, Asked asked, QuarantinedParts quarantine)
    {
        new Query(http.Request).Done();
        return await Answer(http, await asked.Connection(http, name), quarantine);
    }

    private static async Task<IResult> Change(HttpContext http, string name, Asked asked, Vendors vendors, KnownConnections connections, ConnectionSecrets secrets, QuarantinedParts quarantine, TimeProvider clock)
    {
        new Query(http.Request).Done();
        var connection = await asked.Connection(http, name);
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var (mapping, secret, active) = (body.Raw("mapping"), ConnectionSecrets.Read(body), body.Flag("active"));
        body.Done();
        var mapped = mapping.ValueKind != JsonValueKind.Undefined;
        if (mapped) Vendors.Read(vendors.Named(connection.Vendor), mapping, "/mapping");
        var changed = await connections.Change(
            connection, mapped ? Text(mapping) : null, secret is null ? null : secrets.Close(connection.Workspace, name, secret), active, clock.GetUtcNow(), http.RequestAborted);
        return await Answer(http, changed, quarantine);
    }

    private static async Task<IResult> Delete(HttpContext http, string name, Asked asked, KnownConnections connections)
    {
        var query = new Query(http.Request);
        var discard = query.Flag("discard") ?? false;
        query.Done();
        var connection = await asked.Connection(http, name);
        return await connections.Delete(connection, discard, http.RequestAborted)
            ? Results.Json(new { connection.Name, State = "deleted" }, Json.Options)
            : Problems.Of(Codes.ConnectionNotEmpty, "Something waits in its quarantine; replay it, or say discard=true to throw it away.");
    }

    private static async Task<IResult> Answer(HttpContext http, Connection connection, QuarantinedParts quarantine)
    {
        var waiting = await quarantine.Waiting(connection.Workspace, http.RequestAborted);
        return Results.Json(ConnectionAnswer.Of(connection, waiting.GetValueOrDefault(connection.Name)), Json.Options);
    }

    private static string Name(Members body) => body.RequiredText("name") is { Length: <= LongestName } name && Slug().IsMatch(name)
        ? name
        : throw body.Malformed("name", $"is no slug: lower-case letters and digits, in words parted by dashes, at most {LongestName}");

    private static string Text(JsonElement mapping) => mapping.ValueKind == JsonValueKind.Undefined ? "{}" : mapping.GetRawText();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
