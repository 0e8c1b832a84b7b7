using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;
using Wolverine;

namespace LeadLifecycle.Server.Views.Rebuild;

/// <summary>
/// <c>POST /v1/views/rebuild</c>: answers when the old rows are gone, so that <c>waitFor</c> the position in the answer
/// waits for the new ones.
/// </summary>
internal static class RebuildEndpoint
{
    /// <summary>Another node may be the one that does it, or another rebuild be under way; the request is durable all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void MapRebuild(this IEndpointRouteBuilder app) => app.MapPost("/v1/views/rebuild", Post).WithName("rebuildViews").ForMain(Roles.Operators).WithTags("Operations")
        .WithSummary("Build all views from the events again")
        .WithDescription("Of every workspace, so only for those of main. 202 with status begun once the old rows are gone: ask any view with waitFor=until.position to wait for the new ones. Status accepted: it will be done, but has not begun within 10 s.")
        .Describe(route => route.Problems().Answers(202, "It is or will be done.", Shape.Object(("status", Shape.Choice(["begun", "accepted"])), ("until", Shared.UpTo(route)))))
        .Idempotent();

    private static async Task<IResult> Post(IMessageBus bus, Freshness freshness, BegunRebuilds begun, CancellationToken ct)
    {
        var before = await freshness.Of(Freshness.Views, ct);
        var message = new RebuildViews(Guid.CreateVersion7());
        var begins = begun.Of(message.Id);
        await bus.SendAsync(message);
        var first = await Task.WhenAny(begins, Task.Delay(Patience, ct));
        begun.Forget(message.Id);
        return Results.Json(new { Status = first == begins ? "begun" : "accepted", Until = before }, Json.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
