using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Cli.Http;

/// <summary>The server as a command sees it: requests in, whole answers out, every failure a sentence.</summary>
public sealed class LeadsServer : IDisposable
{
    private static readonly TimeSpan PerRequest = TimeSpan.FromSeconds(30);
    private readonly HttpClient http;

    public LeadsServer(Destination destination)
    {
        Address = destination.Address;
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(10) };
        http = new HttpClient(handler) { BaseAddress = Address, Timeout = PerRequest };
        if (destination.Key is { } key) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Address { get; }

    /// <summary>Asks for a view.</summary>
    /// <exception cref="StoppedException">The server cannot be reached or answered with a problem.</exception>
    public Task<Answer> Get(string path, CancellationToken stop) => Ask(HttpMethod.Get, path, null, stop);

    /// <summary>Asks once.</summary>
    /// <exception cref="StoppedException">The server cannot be reached or answered with a problem.</exception>
    public async Task<Answer> Ask(HttpMethod method, string path, JsonObject? body, CancellationToken stop)
    {
        try
        {
            var answer = await Send(() => Request(method, path, body), stop);
            return answer.IsGood ? answer : throw new StoppedException(ExitCode.Refused, $"{answer.Problem}");
        }
        catch (Exception e) when (IsUnreachable(e, stop))
        {
            throw new StoppedException(ExitCode.Unreachable, $"{Address} cannot be reached ({Reason(e)}). Is the server running? --server or LEADS_SERVER name another address.");
        }
    }

    /// <summary>Sends one request and reads the whole answer.</summary>
    public async Task<Answer> Send(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        using var request = make();
        using var response = await http.SendAsync(request, stop);
        var body = await response.Content.ReadAsByteArrayAsync(stop);
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - DateTimeOffset.UtcNow);
        return new Answer((int)response.StatusCode, body, wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    /// <summary>No answer came: refused, reset or timed out; a cancelled command is something else.</summary>
    public static bool IsUnreachable(Exception e, CancellationToken stop) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested);

    public static string Reason(Exception e) => e is OperationCanceledException
        ? $"no answer within {PerRequest.TotalSeconds:0} s"
        : e.GetBaseException().Message;

    private static HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body) => new(method, path)
    {
        Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    public void Dispose() => http.Dispose();
}
