using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Async;
using LeadLifecycle.Server.Notify.Channels.Broker;
using LeadLifecycle.Server.Notify.Live;
using LeadLifecycle.Server.Notify.Signing;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>What subscribers and listeners are told, as AsyncAPI says it.</summary>
internal static class NoticeMessages
{
    private const string Json = "application/json";
    private const string Broker = "broker";
    private const string BindingVersion = "0.3.0";

    /// <summary>A subscription's end has no position in the feed, so the live stream does not tell it.</summary>
    private static IEnumerable<string> Streamed => NoticeTypes.All.Where(type => type != NoticeTypes.SubscriptionDisabled);

    public static void AddTo(AsyncDocument document)
    {
        document.Server(Broker, "amqp", "The operator's RabbitMQ, Notify:RabbitMq; a deployment may have none.", "localhost:5672");
        Webhook(document);
        Slack(document);
        ToBroker(document);
        Stream(document);
    }

    private static void Webhook(AsyncDocument document) => Tell(
        document,
        new AsyncChannel("webhook", null, "A subscriber's own https address, POSTed to.", Messages(document, "webhook", [.. NoticeTypes.All, NoticeTypes.Test], message => message with { Headers = Signed() })),
        "Deliver to a webhook",
        "Signed as Standard Webhooks 1.0 says. Delivered means any 2xx within 15 s; else it is tried again under the same webhook-id: after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. 410 ends the subscription. At least once, in order per lead.",
        HttpBinding.Post);

    private static void Slack(AsyncDocument document) => Tell(
        document,
        new AsyncChannel("slack", null, "An incoming webhook of Slack, Mattermost and others, POSTed to.", [new AsyncMessage("slack.sentence", "sentence", "Any notification as one plain sentence.", Json, Object(("text", Text())))]),
        "Tell a chat",
        "Unsigned, because the address is the credential; tried again as a webhook is.",
        HttpBinding.Post);

    private static void ToBroker(AsyncDocument document) => Tell(
        document,
        new AsyncChannel(Broker, "{routingKey}", "A topic exchange of RabbitMQ.", Messages(document, Broker, [.. NoticeTypes.All, NoticeTypes.Test], message => message with { Bindings = Amqp(new() { ["messageType"] = message.Type }) }))
        {
            Server = Broker,
            Parameters = [("routingKey", "The type, behind the subscription's topicPrefix and a dot when it has one.", [])],
            Bindings = Amqp(new() { ["is"] = "routingKey", ["exchange"] = new JsonObject { ["name"] = BrokerAddress.DefaultExchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false } }),
        },
        "Publish to the broker",
        "Persistent, delivered when the broker confirms it; the AMQP message-id is what the webhook-id would be. Notify:RabbitMqExchange names another exchange.",
        Amqp(new() { ["deliveryMode"] = 2, ["timestamp"] = true }));

    private static void Stream(AsyncDocument document) => Tell(
        document,
        new AsyncChannel("stream", StreamRoute.Route, "Server-sent events: id is the position, event the type, data the payload in one line.", Messages(document, "stream", [.. Streamed], message => message with { MediaType = StreamRoute.MediaType }))
        {
            Server = AsyncDescription.Service,
        },
        "Tell listeners",
        "In order of position without a gap; Last-Event-ID, or ?after=, resumes behind a position. What a webhook gets at payload level facts, never a contact. When nothing comes a comment and its id do, every 15 s.",
        HttpBinding.Get);

    private static void Tell(AsyncDocument document, AsyncChannel channel, string summary, string description, JsonObject bindings) => document.Add(channel)
        .Add(new AsyncOperation($"{channel.Key}Notification", AsyncOperation.Send, channel, summary, description, channel.Messages) { Bindings = bindings });

    private static IReadOnlyList<AsyncMessage> Messages(AsyncDocument document, string channel, IReadOnlyList<string> types, Func<AsyncMessage, AsyncMessage> more) =>
    [
        .. types.Select(type => more(new AsyncMessage($"{type}.{channel}", type, $"{Letter.Title(type)}.", Json, document.Schemas.Named($"{type}.notice", () => NoticeShapes.Of(type))))),
    ];

    private static OpenApiSchema Signed() => Object(
        (WebhookSignature.IdHeader, Text("The same over all attempts: by it a repetition is known.")),
        (WebhookSignature.TimestampHeader, Text("Of this attempt, in seconds since 1970, UTC.")),
        (WebhookSignature.SignatureHeader, Text("Over id.timestamp.body, parted by spaces: v1 with the shared secret, v1a with the key whose public half the subscription shows; during a rotation the old ones too.")));

    private static JsonObject Amqp(JsonObject binding)
    {
        binding["bindingVersion"] = BindingVersion;
        return new JsonObject { ["amqp"] = binding };
    }
}
