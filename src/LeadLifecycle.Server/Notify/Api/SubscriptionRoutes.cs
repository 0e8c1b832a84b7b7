using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary><c>/v1/subscriptions</c>: who wants to be told of what.</summary>
internal static class SubscriptionRoutes
{
    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/subscriptions", Create).WithName("createSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("Subscribe to notifications")
            .WithDescription("The signing secret (whsec_…) stands in this answer and never again; give one of 24 to 64 bytes to keep yours. publicKey (whpk_…) checks the v1a signature.")
            .Describe(NotifyDescription.Create).Idempotent();
        app.MapGet("/v1/subscriptions", List).WithName("listSubscriptions").For(Roles.Operators | Roles.Auditor).WithTags("Notifications").WithSummary("All subscriptions")
            .WithDescription("Those that have not ended; their secrets are not shown.").Describe(NotifyDescription.List);
        app.MapGet("/v1/subscriptions/{id}", Get).WithName("getSubscription").For(Roles.Operators | Roles.Auditor).WithTags("Notifications").WithSummary("One subscription")
            .WithDescription("As it is now; its secret is not shown.").Describe(NotifyDescription.One);
        app.MapPatch("/v1/subscriptions/{id}", Change).WithName("changeSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("Change name, filter, payload or settings")
            .WithDescription("A member that is there replaces what was; what is recorded from then on is told by it.").Describe(NotifyDescription.Change);
        app.MapDelete("/v1/subscriptions/{id}", Delete).WithName("deleteSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("End a subscription")
            .WithDescription("What is undelivered is cancelled; what was told stays for the receipts.").Describe(NotifyDescription.Delete);
    }

    private static async Task<IResult> Create(HttpContext http, Asked asked, Subscriptions subscriptions)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var name = body.RequiredText("name");
        var channel = asked.Channel(body);
        var keys = Keys(body, channel);
        var made = new Subscription(
            Guid.CreateVersion7(), await asked.Workspace(http), name, channel.Name, Settings(body, channel),
            body.Object("filter") is { } filter ? Filter.Read(filter) : new Filter(), body.Object("payload") is { } payload ? Payload.Read(payload) : Payload.Default);
        body.Done();
        await subscriptions.Add(made, keys, http.RequestAborted);
        var kept = await asked.Subscription(http, $"{made.Id}");
        return Results.Created($"/v1/subscriptions/{made.Id}", SubscriptionAnswer.Of(kept, channel, keys));
    }

    private static async Task<IResult> List(HttpContext http, Asked asked, Subscriptions subscriptions)
    {
        new Query(http.Request).Done();
        var all = await subscriptions.All(await asked.Workspace(http), http.RequestAborted);
        return Results.Json(new { Subscriptions = all.Select(one => SubscriptionAnswer.Of(one, asked.Channel(one.Channel))) }, Json.Options);
    }

    private static async Task<IResult> Get(HttpContext http, string id, Asked asked)
    {
        new Query(http.Request).Done();
        return asked.Answer(await asked.Subscription(http, id));
    }

    private static async Task<IResult> Change(HttpContext http, string id, Asked asked, Subscriptions subscriptions)
    {
        new Query(http.Request).Done();
        var subscription = await asked.Subscription(http, id);
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var changed = subscription with
        {
            Name = body.Has("name") ? body.RequiredText("name") : subscription.Name,
            Settings = body.Has("settings") && asked.Channel(subscription.Channel) is { } channel ? Settings(body, channel) : subscription.Settings,
            Filter = body.Object("filter") is { } filter ? Filter.Read(filter) : subscription.Filter,
            Payload = body.Object("payload") is { } payload ? Payload.Read(payload) : subscription.Payload,
        };
        body.Done();
        await subscriptions.Change(changed, http.RequestAborted);
        return await asked.AnswerAnew(http, subscription);
    }

    private static async Task<IResult> Delete(HttpContext http, string id, Asked asked, Subscriptions subscriptions)
    {
        new Query(http.Request).Done();
        var subscription = await asked.Subscription(http, id);
        await subscriptions.Delete(subscription, http.RequestAborted);
        return Results.Json(new { subscription.Id, State = SubscriptionState.Deleted }, Json.Options);
    }

    private static ChannelSettings Settings(Members body, IChannel channel)
    {
        var settings = body.Object("settings") ?? (channel.NeedsSettings ? throw body.Malformed("settings", "is required") : new Members(default, "/settings"));
        var read = channel.Read(settings);
        settings.Done();
        return read;
    }

    private static EndpointKeys? Keys(Members body, IChannel channel)
    {
        if (channel.Signs) return EndpointKeys.Make(ReadSecret(body));
        return body.Has("secret") ? throw body.Malformed("secret", $"is of no use: {channel.Name} signs nothing") : null;
    }

    /// <summary>The receiver's own secret; null when none was given.</summary>
    public static WebhookSecret? ReadSecret(Members body) => body.Text("secret") is not { } given ? null
        : WebhookSecret.TryParse(given, out var secret) ? secret
        : throw body.Malformed("secret", $"is not {WebhookSecret.Prefix} and the base64 of {WebhookSecret.Shortest} to {WebhookSecret.Longest} bytes");
}
