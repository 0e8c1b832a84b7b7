using System.Globalization;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Api;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary><c>GET /v1/notifications/stream</c>: notifications as server-sent events, resumable.</summary>
internal static partial class StreamRoute
{
    public const string Route = "/v1/notifications/stream";
    public const string MediaType = "text/event-stream";

    public static void MapStream(this IEndpointRouteBuilder app) => app.MapGet(Route, Get).WithName("streamNotifications").For(Roles.Readers).WithTags("Notifications").WithSummary("Notifications as they come")
        .WithDescription("Server-sent events: id is the event's position, event its type, data what a webhook gets at payload level facts. Last-Event-ID, or else after, resumes behind a position without a gap; without either it begins now.")
        .Describe(NotifyDescription.Stream);

    private static async Task Get(
        HttpContext http, Tails tails, NotificationLog log, Caller caller, IOptions<NotifyOptions> options, IHostApplicationLifetime lifetime, ILogger<Listener> logger)
    {
        var query = new Query(http.Request);
        var (after, filter) = (query.Whole("after"), StreamFilter.Read(query));
        query.Done();
        var asked = LastEventId(http.Request) ?? after;
        var workspace = (await caller.Workspace(http)).Name;
        var highWaterMark = await log.HighWaterMark(http.RequestAborted);
        if (asked > highWaterMark) throw new ProblemException(Codes.QueryInvalid, $"Position {asked} lies ahead of {highWaterMark}, the last that is certain.");
        var listener = new Listener(workspace, filter, tails.Of(workspace), log, new EventWriter(http.Response), options.Value.Heartbeat);
        Open(http.Response);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await listener.Run(asked ?? highWaterMark, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone, or this node goes; it resumes elsewhere.
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            // Cut off rather than ended: the client connects again and resumes.
            Broken(logger, failure);
            http.Abort();
        }
    }

    private static void Open(HttpResponse response)
    {
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        // Proxies in front would else gather what is to go out at once.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Null when it is absent or empty, as a client says it that has seen no event.</summary>
    private static long? LastEventId(HttpRequest request) => request.Headers["Last-Event-ID"].ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) => position,
        _ => throw Query.Invalid("Last-Event-ID", "is no position"),
    };

    [LoggerMessage(LogLevel.Warning, "A live stream was cut off: the database does not answer")]
    private static partial void Broken(ILogger logger, Exception failure);
}
