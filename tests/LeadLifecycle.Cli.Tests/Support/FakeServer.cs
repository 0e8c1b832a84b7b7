using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadLifecycle.Cli.Tests.Support;

/// <summary>
/// A server in the test's own process that keeps the HTTP contract: it remembers ids, answers in order, and can be told to
/// fail the next requests.
/// </summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly WebApplication app;
    private readonly HashSet<string> known = [];
    private long position;

    private FakeServer(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>Events recorded, in order.</summary>
    public List<JsonObject> Recorded { get; } = [];

    /// <summary>Requests as they came: method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The credentials of the requests.</summary>
    public ConcurrentQueue<string> Credentials { get; } = [];

    public ConcurrentQueue<string?> ContentTypes { get; } = [];

    /// <summary>What happens to the next batches instead of a good answer; each is used once.</summary>
    public ConcurrentQueue<Func<HttpContext, Func<Task>, Task>> Trouble { get; } = [];

    /// <summary>Decides which events are refused, and with which code.</summary>
    public Func<JsonObject, string?> Refuse { get; set; } = _ => null;

    /// <summary>Path and query → what a view answers.</summary>
    public Dictionary<string, string> Views { get; } = [];

    /// <summary>How many times the views are said to be behind.</summary>
    public int TimesBehind { get; set; }

    /// <summary>Is told of every request before it is answered.</summary>
    public Action<string> Asked { get; set; } = _ => { };

    public static async Task<FakeServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        server.app.Run(server.Handle);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static Func<HttpContext, Func<Task>, Task> Overloaded => (context, _) =>
    {
        context.Response.Headers.RetryAfter = "0";
        return Problem(context, 503, "intake.overloaded", "The queue is full.");
    };

    /// <summary>The connection is cut before anything was recorded.</summary>
    public static Func<HttpContext, Func<Task>, Task> CutBefore => (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>The batch is recorded, but its answer is lost.</summary>
    public static Func<HttpContext, Func<Task>, Task> CutAfter => async (context, record) =>
    {
        await record();
        context.Abort();
    };

    public static async Task Problem(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { status, code, detail }));
    }

    private async Task Handle(HttpContext context)
    {
        var asked = $"{context.Request.Path}{context.Request.QueryString}";
        Requests.Enqueue($"{context.Request.Method} {asked}");
        Asked(asked);
        Credentials.Enqueue(context.Request.Headers.Authorization.ToString());
        if (context.Request.Path.StartsWithSegments("/v1/keys") && Views.TryGetValue($"{context.Request.Method} {asked}", out var keys))
        {
            await context.Response.WriteAsync(keys);
        }
        else if (context.Request.Method == "POST")
        {
            await Batch(context);
        }
        else if (context.Request.Query.ContainsKey("waitFor") && TimesBehind-- > 0)
        {
            await Problem(context, 503, "view.behind", "Not there yet.");
        }
        else if (Views.TryGetValue(asked, out var view))
        {
            await context.Response.WriteAsync(view);
        }
        else if (context.Request.Path == "/v1/funnel/transitions")
        {
            await context.Response.WriteAsync($$$"""{"unit":"cycle","transitions":[],"reentered":0,"open":0,"ended":{},"cycles":0,"upTo":{"position":{{{position}}}}}""");
        }
        else
        {
            await Problem(context, 404, "lead.unknown", $"Nothing at {asked}.");
        }
    }

    private async Task Batch(HttpContext context)
    {
        ContentTypes.Enqueue(context.Request.ContentType);
        var batch = (await JsonNode.ParseAsync(context.Request.Body))!.AsArray();
        var results = new JsonArray();
        if (Trouble.TryDequeue(out var trouble))
        {
            await trouble(context, () => Record(batch, results));
            return;
        }

        await Record(batch, results);
        await context.Response.WriteAsync(new JsonObject { ["results"] = results }.ToJsonString());
    }

    private Task Record(JsonArray batch, JsonArray results)
    {
        lock (gate)
        {
            foreach (var item in batch.Select(node => node!.AsObject()))
            {
                results.Add(Decide(item));
            }
        }

        return Task.CompletedTask;
    }

    private JsonObject Decide(JsonObject item)
    {
        if (Refuse(item) is { } code)
        {
            return new JsonObject { ["outcome"] = "refused", ["code"] = code, ["pointer"] = "/data/amount" };
        }

        var isNew = known.Add($"{item["source"]} {item["id"]}");
        if (isNew)
        {
            Recorded.Add((JsonObject)item.DeepClone());
            position++;
        }

        return new JsonObject { ["id"] = $"{position}", ["outcome"] = isNew ? "recorded" : "duplicate", ["position"] = position };
    }
}
