using System.Text;
using Npgsql;

namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>
/// The <c>Idempotency-Key</c> of draft-ietf-httpapi-idempotency-key-header: the first request under a key runs, its repetitions are
/// answered as it was. An answer of 5xx is no outcome and is not remembered. Exactly once as long as the server lives; one that dies
/// between doing and remembering leaves the key to a repetition, which runs again.
/// </summary>
internal sealed partial class IdempotencyFilter(RememberedAnswers answers, Caller caller, ILogger<IdempotencyFilter> logger) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const int LongestKey = 255;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (KeyOf(http.Request) is not { } key) return await next(context);
        var asked = await Asked(http, key);
        return await answers.Claim(asked) ? await Run(asked, context, next) : await Repeat(asked, http);
    }

    /// <exception cref="ProblemException">It is no key.</exception>
    private static string? KeyOf(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0 || (values.Count == 1 && string.IsNullOrEmpty(values[0]))) return null;
        return values is [{ Length: <= LongestKey } key] && !key.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? key
            : throw new ProblemException(Codes.IdempotencyKeyInvalid, $"'{Header}' is one text of at most {LongestKey} printable ASCII characters.");
    }

    /// <summary>The body is read here and left for the route to read again.</summary>
    private async Task<KeyedRequest> Asked(HttpContext http, string key)
    {
        var request = http.Request;
        var body = await Bodies.Read(request, Bodies.LargestEvent, http.RequestAborted);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        var workspace = await caller.Workspace(http);
        var path = request.Path.Value!;
        var head = Encoding.UTF8.GetBytes($"{request.Method} {path}{request.QueryString} {request.ContentType}\n");
        return new KeyedRequest(workspace, path, workspace.HashOf(Encoding.UTF8.GetBytes($"idempotency {Caller.Who(http).Id} {key}")), workspace.HashOf([.. head, .. body.Span]));
    }

    private async Task<IResult> Run(KeyedRequest asked, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // Whoever hangs up will ask again: what was begun is done and remembered all the same.
        http.RequestAborted = CancellationToken.None;
        RememberedAnswer answer;
        try
        {
            answer = await RememberedAnswer.Of(http, await Result(context, next));
        }
        catch
        {
            await Keep(() => answers.GiveBack(asked));
            throw;
        }

        await Keep(() => answer.Status < StatusCodes.Status500InternalServerError ? answers.Remember(asked, answer) : answers.GiveBack(asked));
        return answer;
    }

    private static async Task<IResult> Result(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return (IResult)(await next(context))!;
        }
        catch (Exception refused) when (Failures.Refusal(refused) is not null)
        {
            return Failures.Refusal(refused)!;
        }
    }

    private async Task<IResult> Repeat(KeyedRequest asked, HttpContext http)
    {
        var found = await answers.Find(asked);
        if (found is { } other && other.Request != asked.Request) return Problems.Of(Codes.IdempotencyKeyReused, $"This '{Header}' came with another request before; use a new one.");
        if (found?.Answer is { } first) return new Replayed(first);
        http.Response.Headers.RetryAfter = "1";
        return Problems.Of(Codes.IdempotencyKeyInUse, $"The request with this '{Header}' is still under way; ask again for its answer.");
    }

    /// <summary>What was done is answered even when the database cannot keep the answer any more; the key is then taken over as a dead one's is.</summary>
    private async Task Keep(Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            NotKept(logger, away);
        }
    }

    [LoggerMessage(LogLevel.Error, "The answer to a request with an idempotency key could not be kept")]
    private static partial void NotKept(ILogger logger, Exception failure);
}
