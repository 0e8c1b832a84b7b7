using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadLifecycle.Benchmarks;

/// <summary>A message as it arrived.</summary>
/// <param name="Delay">From the event's <c>recordedAt</c>, which the database takes when the transaction begins, to the arrival; both by this machine's clock.</param>
internal sealed record Arrival(string LeadId, long Version, DateTimeOffset RecordedAt, TimeSpan Delay);

/// <summary>A subscriber's server in this process: <c>/sound</c> answers at once, <c>/hanging</c> never.</summary>
internal sealed class HandoffReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrival> _arrived = new();

    private HandoffReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>At <c>/sound</c>, in the order of arrival.</summary>
    public IReadOnlyCollection<Arrival> Arrived => _arrived;

    /// <summary>How many messages came; one that came twice counts once.</summary>
    public int Count => _arrived.DistinctBy(arrival => (arrival.LeadId, arrival.Version)).Count();

    public static async Task<HandoffReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new HandoffReceiver(builder.Build());
        receiver._app.MapPost("/sound", receiver.Take);
        receiver._app.MapPost("/hanging", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        var now = DateTimeOffset.UtcNow;
        var data = (await JsonNode.ParseAsync(http.Request.Body))!["data"]!;
        var recordedAt = (DateTimeOffset)data["recordedAt"]!;
        _arrived.Enqueue(new Arrival((string)data["leadId"]!, (long)data["version"]!, recordedAt, now - recordedAt));
    }
}
