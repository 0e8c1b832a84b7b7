using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Outbound;
using LeadLifecycle.Server.Notify.Signing;
using Microsoft.Extensions.Options;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>Posts the body as it stands, signed, to the subscriber's own address (Standard Webhooks 1.0).</summary>
internal sealed class WebhookChannel(IHttpClientFactory clients, AllowList allow, IOptions<NotifyOptions> options, TimeProvider clock) : IChannel
{
    public string Name => "webhook";

    public bool Signs => true;

    public ChannelSettings Read(Members settings) => new(new Dictionary<string, string> { ["url"] = Address.Read(settings, allow) });

    public JsonObject Show(ChannelSettings settings) => new() { ["url"] = settings["url"] };

    public async Task<Attempt> Send(Message message, Subscription subscription, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Settings["url"]) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var keys = subscription.Keys.SelectMany(pair => new IWebhookKey[] { pair.Secret, pair.Signing }).ToArray();
        foreach (var (name, value) in WebhookSignature.Headers(message.Id, clock.GetUtcNow(), message.Body.Span, keys)) request.Headers.TryAddWithoutValidation(name, value);
        using var http = clients.CreateClient(Exchange.Client);
        return await Exchange.Run(http, request, options.Value.Timeout, clock, ct);
    }
}
