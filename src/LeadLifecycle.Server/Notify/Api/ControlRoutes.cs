using System.Security.Cryptography;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;
using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary><c>/v1/subscriptions/{id}/…</c>: test, pause, resume, rotate the secret.</summary>
internal static class ControlRoutes
{
    /// <summary>For how long the secret before a rotation signs too.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static void MapSubscriptionControls(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/subscriptions/{id}/test", Test).WithName("testSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("Send a test message now")
            .WithDescription("It is sent once, whatever the filter and the state, and answered with how it went; it is kept nowhere.").Describe(NotifyDescription.Test).Idempotent();
        app.MapPost("/v1/subscriptions/{id}/pause", Pause).WithName("pauseSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("Send nothing for now; it gathers")
            .WithDescription("What is recorded meanwhile is told when it is resumed.")
            .Describe(route => NotifyDescription.Control(route, Codes.SubscriptionDisabled)).Idempotent();
        app.MapPost("/v1/subscriptions/{id}/resume", Resume).WithName("resumeSubscription").For(Roles.Operators).WithTags("Notifications").WithSummary("Send again, what gathered first")
            .WithDescription("After a pause, and after it was disabled.")
            .Describe(route => NotifyDescription.Control(route)).Idempotent();
        app.MapPost("/v1/subscriptions/{id}/rotate-secret", Rotate).WithName("rotateSecret").For(Roles.Operators).WithTags("Notifications").WithSummary("A new signing secret, shown once")
            .WithDescription("Old and new both sign for 24 hours.").Describe(NotifyDescription.Rotate).Idempotent();
    }

    private static async Task<IResult> Test(HttpContext http, string id, Asked asked, Sender sender, TimeProvider clock)
    {
        await Nothing(http);
        var subscription = await asked.Subscription(http, id);
        var now = clock.GetUtcNow();
        var told = new ToldEvent(Guid.CreateVersion7(now), NoticeTypes.Test, null, 0, 0, now, now, new NoticeFacts { Subscription = subscription.Id });
        var message = Letter.Write("msg_" + RandomNumberGenerator.GetHexString(32, lowercase: true), 1, told, subscription.Payload.Level, new Dictionary<string, string>());
        var (attempt, at, took) = await sender.Try(message, subscription, new Dictionary<string, string>(), http.RequestAborted);
        return Results.Json(new { message.Id, Attempt = new AttemptAnswer(1, at, (int)took.TotalMilliseconds, Json.Name(attempt.Outcome), attempt.Status, attempt.Error, attempt.Answer) }, Json.Options);
    }

    private static async Task<IResult> Pause(HttpContext http, string id, Asked asked, Subscriptions subscriptions)
    {
        await Nothing(http);
        var subscription = await asked.Enabled(http, id);
        await subscriptions.Pause(subscription, http.RequestAborted);
        return await asked.AnswerAnew(http, subscription);
    }

    private static async Task<IResult> Resume(HttpContext http, string id, Asked asked, Subscriptions subscriptions, Dispatcher dispatcher)
    {
        await Nothing(http);
        var subscription = await asked.Subscription(http, id);
        await subscriptions.Resume(subscription, http.RequestAborted);
        dispatcher.Ring(new EndpointKey(subscription.Workspace, subscription.Id));
        return await asked.AnswerAnew(http, subscription);
    }

    private static async Task<IResult> Rotate(HttpContext http, string id, Asked asked, Subscriptions subscriptions, TimeProvider clock)
    {
        new Query(http.Request).Done();
        var subscription = await asked.Subscription(http, id);
        if (asked.Channel(subscription.Channel) is not { Signs: true }) throw new ProblemException(Codes.SubscriptionUnsigned, $"{subscription.Channel} signs nothing, so there is no secret.");
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var body = new Members(json.RootElement, "");
        var keys = EndpointKeys.Make(SubscriptionRoutes.ReadSecret(body));
        body.Done();
        await subscriptions.Rotate(subscription, keys, clock.GetUtcNow() + Overlap, http.RequestAborted);
        return await asked.AnswerAnew(http, subscription, keys);
    }

    private static async Task Nothing(HttpContext http)
    {
        new Query(http.Request).Done();
        using var json = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        new Members(json.RootElement, "").Done();
    }
}
