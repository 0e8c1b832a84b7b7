using System.Globalization;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary><c>/v1/subscriptions/{id}/deliveries</c> and <c>/redeliver</c>: what was told, and telling it again.</summary>
internal static class DeliveryRoutes
{
    public const int LargestLimit = 200;
    private const int DefaultLimit = 50;

    public static readonly string[] States = ["pending", "delivered", "exhausted", "cancelled"];

    public static void MapDeliveries(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/subscriptions/{id}/deliveries", List).WithName("listDeliveries").For(Roles.Operators | Roles.Auditor).WithTags("Notifications").WithSummary("What was told to a subscription, with every attempt")
            .WithDescription("The newest first. state=exhausted lists the dead letters.").Describe(NotifyDescription.Deliveries);
        app.MapPost("/v1/subscriptions/{id}/redeliver", Redeliver).WithName("redeliver").For(Roles.Operators).WithTags("Notifications").WithSummary("Deliver again, by id or by time")
            .WithDescription("Under the same webhook-id; attempts go on counting and the schedule begins anew. from (inclusive) and to (exclusive) are times of recording; state narrows them.")
            .Describe(NotifyDescription.Redeliver).Idempotent();
    }

    private static async Task<IResult> List(HttpContext http, string id, Asked asked, DeliveryList deliveries)
    {
        var query = new Query(http.Request);
        var (state, cursor, limit) = (query.Choice("state", "", ["", .. States]), query.Text("cursor"), (int)(query.Whole("limit", 1, LargestLimit) ?? DefaultLimit));
        query.Done();
        var subscription = await asked.Subscription(http, id);
        var found = await deliveries.Of(subscription, state.Length == 0 ? null : state, cursor is null ? null : Place(cursor), limit + 1, http.RequestAborted);
        return Results.Json(new { Deliveries = found.Take(limit), NextCursor = found.Count > limit ? found[limit - 1].Cursor : null }, Json.Options);
    }

    private static async Task<IResult> Redeliver(HttpContext http, string id, Asked asked, Redelivery redelivery, Dispatcher dispatcher)
    {
        new Query(http.Request).Done();
        var subscription = await asked.Enabled(http, id);
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var (ids, from, to, state) = (body.TextsIfAny("ids"), body.Instant("from"), body.Instant("to"), body.Text("state"));
        body.Done();
        if (state is not null && !States.Contains(state)) throw body.Malformed("state", $"is none of {string.Join(", ", States)}");
        if (ids is null ? from is null || to is null : from is not null || to is not null || state is not null) throw body.Malformed("ids", "or from and to are required");
        var again = ids is not null
            ? await redelivery.ById(subscription, [.. ids], http.RequestAborted)
            : await redelivery.ByTime(subscription, from!.Value, to!.Value, state, http.RequestAborted);
        dispatcher.Ring(new EndpointKey(subscription.Workspace, subscription.Id));
        return Results.Json(new { Redelivered = again }, Json.Options);
    }

    private static (DateTimeOffset CreatedAt, string Id) Place(string cursor)
    {
        var parts = cursor.Split('-', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : throw Query.Invalid("cursor", "is not one of this list");
    }
}
