using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Outbound;
using Microsoft.Extensions.Options;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>Posts one plain sentence to an incoming webhook as Slack, Mattermost and others take it. The address is the credential.</summary>
internal sealed class SlackChannel(IHttpClientFactory clients, AllowList allow, IOptions<NotifyOptions> options, TimeProvider clock) : IChannel
{
    public string Name => "slack";

    public bool Signs => false;

    public ChannelSettings Read(Members settings) => new(new Dictionary<string, string> { ["url"] = Address.Read(settings, allow) });

    public JsonObject Show(ChannelSettings settings) => new() { ["host"] = new Uri(settings["url"]).Authority };

    public async Task<Attempt> Send(Message message, Subscription subscription, CancellationToken ct)
    {
        var text = new JsonObject { ["text"] = message.Words }.ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Settings["url"]) { Content = new StringContent(text, new MediaTypeHeaderValue("application/json")) };
        using var http = clients.CreateClient(Exchange.Client);
        return await Exchange.Run(http, request, options.Value.Timeout, clock, ct);
    }
}
