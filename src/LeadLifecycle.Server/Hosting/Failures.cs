using Npgsql;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Turns what escapes a route into a problem with a code; what is not expected is logged, and its text stays inside.</summary>
internal static partial class Failures
{
    public static void UseProblems(this WebApplication app)
    {
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
                if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405 && http.Response.ContentType is null) await NoRoute(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // The client has gone; there is nobody to answer.
            }
            catch (Exception failure) when (!http.Response.HasStarted)
            {
                await Answer(app.Logger, failure).ExecuteAsync(http);
            }
        });
    }

    private static IResult Answer(ILogger logger, Exception failure)
    {
        switch (failure)
        {
            case MalformedException or ProblemException: return Refusal(failure)!;
            case NpgsqlException or TimeoutException:
                DatabaseAway(logger, failure);
                return Problems.Of(Codes.DatabaseUnavailable, "The database does not answer; nothing was recorded.");
            case BadHttpRequestException bad: return Problems.Of(bad.StatusCode == 413 ? Codes.EventTooLarge : Codes.QueryInvalid, bad.Message);
            default:
                Unexpected(logger, failure);
                return Problems.Of(Codes.Internal, "Something unexpected happened; the log has it.");
        }
    }

    /// <summary>The answer to a request that a route refused with its code; null when something else happened.</summary>
    public static IResult? Refusal(Exception failure) => failure switch
    {
        MalformedException fault => Problems.Of(fault.Code, fault.Message, fault.Pointer),
        ProblemException problem => Problems.Of(problem.Code, problem.Message),
        _ => null,
    };

    private static Task NoRoute(HttpContext http) => (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
        ? Problems.Of(Codes.MethodNotAllowed, $"{http.Request.Path} answers {http.Response.Headers.Allow}, not {http.Request.Method}.")
        : Problems.Of(Codes.RouteUnknown, $"Nothing answers {http.Request.Method} {http.Request.Path}.")).ExecuteAsync(http);

    [LoggerMessage(LogLevel.Error, "The database does not answer")]
    private static partial void DatabaseAway(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "A request failed unexpectedly")]
    private static partial void Unexpected(ILogger logger, Exception failure);
}
