using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using LeadLifecycle.Server.Notify.Outbound;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>One HTTP exchange with a receiver, from connecting to the end of its answer, and what it means.</summary>
internal static class Exchange
{
    /// <summary>The HTTP client of every channel that posts; it follows no redirect.</summary>
    public const string Client = "notify";

    private const int KeptBytes = 4096;

    /// <param name="patience">For the whole exchange.</param>
    public static async Task<Attempt> Run(HttpClient http, HttpRequestMessage request, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        int? status = null;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)response.StatusCode;
            return Judge(response, await ReadStart(response, either.Token), clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Attempt(AttemptOutcome.Failed, status, "timeout");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Attempt(AttemptOutcome.Failed, status, CodeOf(failure));
        }
    }

    private static Attempt Judge(HttpResponseMessage response, string answer, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - now) : null;
        var (outcome, error) = response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => (AttemptOutcome.Delivered, null),
            HttpStatusCode.Gone => (AttemptOutcome.Gone, "gone"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => (AttemptOutcome.Throttled, "throttled"),
            _ when status is >= 300 and < 400 => (AttemptOutcome.Failed, "redirect"),
            _ => (AttemptOutcome.Failed, "status"),
        };
        return new Attempt(outcome, status, error, answer, wait > TimeSpan.Zero ? wait : null);
    }

    private static async Task<string> ReadStart(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var start = new byte[KeptBytes];
        var length = await body.ReadAtLeastAsync(start, KeptBytes, throwOnEndOfStream: false, ct);
        // A receiver answers what it likes; the database's text holds no NUL.
        return Encoding.UTF8.GetString(start, 0, length).Replace('\0', '\uFFFD');
    }

    private static string CodeOf(Exception failure) => failure switch
    {
        OutboundRefusedException refused => $"blocked-{refused.Code}",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "unresolved",
        { InnerException: AuthenticationException } => "tls",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "refused",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "unreachable",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => "invalid-answer",
        _ => "reset",
    };
}
