using System.Net;
using System.Net.Http.Headers;

namespace LeadLifecycle.Benchmarks;

/// <summary>Posts bytes over so many kept connections, with as little work as can be: client, server and database share the processors.</summary>
internal sealed class Sender(Uri server, int connections) : IDisposable
{
    public static readonly MediaTypeHeaderValue One = new("application/cloudevents+json");
    public static readonly MediaTypeHeaderValue Many = new("application/cloudevents-batch+json");
    public static readonly MediaTypeHeaderValue Command = new("application/json");

    /// <summary>Not an HttpClient, that would copy each answer into a buffer of its own.</summary>
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
    });

    public Uri Address(string path) => new(server, path);

    /// <summary>Reads the answer to its end and drops it.</summary>
    public async Task Post(Uri address, MediaTypeHeaderValue type, byte[] body)
    {
        using var response = await Send(address, type, body);
        await response.Content.CopyToAsync(Stream.Null);
    }

    /// <summary>The answer.</summary>
    public async Task<byte[]> Ask(Uri address, MediaTypeHeaderValue type, byte[] body)
    {
        using var response = await Send(address, type, body);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The status, whatever it is, and whether it says when to come again.</summary>
    public async Task<(int Status, bool RetryAfter)> Try(Uri address, MediaTypeHeaderValue type, byte[] body)
    {
        using var request = Request(address, type, body);
        using var response = await _http.SendAsync(request, CancellationToken.None);
        await response.Content.CopyToAsync(Stream.Null);
        return ((int)response.StatusCode, response.Headers.RetryAfter is not null);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(Uri address, MediaTypeHeaderValue type, byte[] body)
    {
        using var request = Request(address, type, body);
        var response = await _http.SendAsync(request, CancellationToken.None);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw new InvalidOperationException($"{address.AbsolutePath} → {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    private static HttpRequestMessage Request(Uri address, MediaTypeHeaderValue type, byte[] body) =>
        new(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = type } } };
}
