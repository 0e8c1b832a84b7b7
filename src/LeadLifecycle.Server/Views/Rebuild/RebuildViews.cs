using LeadLifecycle.Server.Hosting;
using Marten.Events.Daemon.Coordination;
using Wolverine;

namespace LeadLifecycle.Server.Views.Rebuild;

/// <summary>Drop the views and build them from the events again. A durable message: a node that stops meanwhile leaves it to the next.</summary>
public sealed record RebuildViews;

public static class RebuildViewsHandler
{
    /// <summary>One rebuild at a time.</summary>
    public static void AddTo(WolverineOptions messaging)
    {
        messaging.Discovery.IncludeType(typeof(RebuildViewsHandler));
        messaging.LocalQueueFor<RebuildViews>().Sequential();
    }

    /// <summary>As long as it may take: a million events a minute are far below what one node does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    public static async Task Handle(RebuildViews message, IProjectionCoordinator coordinator, CancellationToken ct)
    {
        var daemon = coordinator.DaemonForMainDatabase();
        await daemon.RebuildProjectionAsync(LeadViews.ViewName, Patience, ct);
        // A rebuild stops the running view and leaves it stopped.
        await daemon.StartAllAsync();
    }
}

/// <summary><c>POST /v1/views/rebuild</c>: asks for it and returns; <c>upTo</c> of every answer says how far it is.</summary>
internal static class RebuildEndpoint
{
    public static void MapRebuild(this IEndpointRouteBuilder app) => app.MapPost("/v1/views/rebuild", Post).WithTags("Operations")
        .WithSummary("Build all views from the events again").WithDescription("Answers 202 at once; while it runs the views grow from empty, and upTo in their answers says how far they are.")
        .Describe(route => route.Problems().Answers(202, "It will be done.", Shape.Object(("status", Shape.Choice(["accepted"])), ("until", Shared.UpTo(route)))));

    private static async Task<IResult> Post(IMessageBus bus, Freshness freshness, CancellationToken ct)
    {
        var before = await freshness.Of(Freshness.Views, ct);
        await bus.SendAsync(new RebuildViews());
        return Results.Json(new { Status = "accepted", Until = before }, Json.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
