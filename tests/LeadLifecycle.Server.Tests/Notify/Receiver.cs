using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What a receiver got.</summary>
internal sealed record Got(string Path, string Id, string Timestamp, string Signature, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public string Type => (string)Body["type"]!;

    public JsonNode Data => Body["data"]!;

    /// <summary>The signatures made with a shared secret; beside each stands one made with a key of its own.</summary>
    public string[] Secretly() => [.. Signature.Split(' ').Where(signature => signature.StartsWith("v1,", StringComparison.Ordinal))];
}

/// <summary>A subscriber's server on loopback that keeps what it gets and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Got> _got = new();

    private Receiver(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    /// <summary>How it answers; 200 and "ok" unless told otherwise.</summary>
    public Func<HttpContext, Got, Task> Answer { get; set; } = (http, _) => http.Response.WriteAsync("ok");

    public IReadOnlyList<Got> Got => [.. _got];

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        receiver.Url = app.Urls.Single();
        return receiver;
    }

    /// <summary>What came at a path, once so many are there.</summary>
    public async Task<Got[]> At(string path, int count)
    {
        Got[] Now() => [.. _got.Where(got => got.Path == path)];
        await Until.Holds(() => Now().Length >= count, () => $"{path} got {Now().Length} of {count}", Patience);
        return Now();
    }

    public static Func<HttpContext, Got, Task> Status(int status, params (string Name, string Value)[] headers) => (http, _) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        return http.Response.WriteAsync("no");
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var headers = http.Request.Headers;
        var got = new Got(http.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
        _got.Enqueue(got);
        await Answer(http, got);
    }
}

/// <summary>Waits for a condition, not for a time.</summary>
internal static class Until
{
    public static async Task Holds(Func<bool> condition, Func<string> otherwise, TimeSpan patience) => await Holds(() => Task.FromResult(condition()), otherwise, patience);

    public static async Task Holds(Func<Task<bool>> condition, Func<string> otherwise, TimeSpan patience)
    {
        var deadline = DateTime.UtcNow + patience;
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException(otherwise());
            await Task.Delay(20);
        }
    }
}
