using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary><c>POST /v1/connections/{name}/try</c>: what a body says, by this mapping or another.</summary>
internal static class TryRoute
{
    public static void MapTry(this IEndpointRouteBuilder app) => app.MapPost("/v1/connections/{name}/try", Try).WithName("tryMapping").For(Roles.Operators)
        .WithTags("Connections").WithSummary("See what a body would say; nothing is recorded")
        .WithDescription("With mapping by that one, else by the connection's. Each fact is read as a delivery's would be; what depends on the lead (a duplicate, a refusal) shows only when it is delivered.")
        .Describe(ConnectionsDescription.Try);

    private static async Task<IResult> Try(HttpContext http, string name, Asked asked, Vendors vendors)
    {
        new Query(http.Request).Done();
        var (connection, request) = await asked.ToSubmit(http, name);
        if (MediaTypes.Of(http.Request) is not "application/json") return Problems.Of(Codes.MediaTypeUnsupported, "Send application/json, in UTF-8.");
        var bytes = await Bodies.Read(http.Request, Bodies.LargestBatch, http.RequestAborted);
        using var json = DeliveryBody.Parse(bytes, out var fault) ?? throw new MalformedException("", fault);
        var members = new Members(json.RootElement, "");
        var (given, body) = (members.Raw("mapping"), members.Raw("body"));
        members.Done();
        if (body.ValueKind == JsonValueKind.Undefined) throw members.Malformed("body", "is required");
        var mapping = given.ValueKind == JsonValueKind.Undefined ? vendors.MappingOf(connection) : Vendors.Read(vendors.Named(connection.Vendor), given, "/mapping");
        var heard = Hearing.Of(connection.Source, mapping, body, request);
        return Results.Json(new JsonObject { ["items"] = new JsonArray([.. heard.Select(Show)]) }, Json.Options);
    }

    private static JsonNode Show(Heard heard)
    {
        var shown = new JsonObject { ["pointer"] = heard.Item.Pointer };
        shown["outcome"] = heard switch { { Fault: not null } => "quarantined", { Item: Item.Ignored } => "ignored", _ => "said" };
        if (heard.Item is Item.Said said) shown["event"] = said.CloudEvent.DeepClone();
        if (heard.Item is Item.Ignored ignored) shown["why"] = ignored.Why;
        if (heard.Fault is { } fault)
        {
            shown["code"] = fault.Code;
            shown["detail"] = fault.Detail;
            if (fault.Member is { } member) shown["member"] = member;
        }

        return shown;
    }
}
