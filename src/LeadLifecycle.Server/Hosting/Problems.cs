namespace LeadLifecycle.Server.Hosting;

/// <summary>Errors as RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class Problems
{
    /// <param name="pointer">JSON pointer to the member at fault.</param>
    /// <param name="allowed">What could be asked instead.</param>
    public static IResult Of(string code, string detail, string? pointer = null, IReadOnlyList<string>? allowed = null)
    {
        var status = Codes.StatusOf(code);
        var more = new Dictionary<string, object?> { ["code"] = code };
        if (pointer is not null) more["pointer"] = pointer;
        if (allowed is not null) more["allowed"] = allowed;
        var problem = Results.Problem(detail, statusCode: status, title: Title(status), type: $"urn:leadlifecycle:problem:{code}", extensions: more);
        return status == StatusCodes.Status503ServiceUnavailable ? new RetryLater(problem) : problem;
    }

    private static string Title(int status) => status switch
    {
        400 => "Malformed",
        401 => "Not authentic",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Refused by the rules",
        413 => "Too large",
        415 => "Unsupported media type",
        422 => "Cannot be processed",
        429 => "Too many requests",
        503 => "Try again later",
        _ => "Internal error",
    };

    private sealed class RetryLater(IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "1";
            return problem.ExecuteAsync(httpContext);
        }
    }
}
