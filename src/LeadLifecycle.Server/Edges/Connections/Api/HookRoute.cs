using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary><c>POST /hooks/{vendor}/{connection}</c>: deliveries, in whatever format the vendor has.</summary>
internal static class HookRoute
{
    public const string Route = "/hooks/{vendor}/{connection}";

    public static void MapHooks(this IEndpointRouteBuilder app) => app.MapPost(Route, Post).WithName("takeDelivery").Open()
        .WithTags("Facts in").WithSummary("Take a vendor's delivery")
        .WithDescription("The signature is checked over the bytes as they came. What the mapping understands is recorded, the rest waits in quarantine; the answer comes after both are committed. Delivered again it records nothing.")
        .Describe(ConnectionsDescription.Hook);

    private static async Task<IResult> Post(
        HttpContext http, string vendor, string connection, Asked asked, Vendors vendors, ConnectionSecrets secrets, HookAddress address, Reception reception, ConnectionMetrics metrics)
    {
        var (known, request) = await asked.ToDeliver(http, connection);
        if (known.Vendor != vendor) return Problems.Of(Codes.ConnectionUnknown, $"'{connection}' is no connection of {vendor}.");
        var mapping = vendors.MappingOf(known);
        var body = await Bodies.Read(http.Request, Bodies.LargestBatch, http.RequestAborted);
        if (!mapping.IsSigned(new Delivery(http.Request.Method, address.Of(http.Request), http.Request.Headers, body), secrets.Open(known), request.Now))
        {
            metrics.Unsigned(known);
            return Problems.Of(Codes.SignatureWrong, "The delivery is not signed with this connection's secret in the way its mapping says.");
        }

        if (!known.Active) return Problems.Of(Codes.ConnectionInactive, "The connection is switched off; deliver again later.");
        return Results.Json(await reception.Take(known, body, request, http.RequestAborted), Json.Options);
    }
}
