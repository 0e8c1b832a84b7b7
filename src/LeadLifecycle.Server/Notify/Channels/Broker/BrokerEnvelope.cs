using RabbitMQ.Client;
using Wolverine;
using Wolverine.RabbitMQ.Internal;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>A message as it stands in a queue: the body of a webhook, and nothing of Wolverine's own headers.</summary>
internal sealed class BrokerEnvelope : IRabbitMqEnvelopeMapper
{
    private const string Json = "application/json";
    private const string MessageId = "message-id";

    /// <param name="prefix">Of the routing key; the type follows it.</param>
    public static Envelope Of(Message message, string? prefix)
    {
        var envelope = new Envelope { Data = message.Body.ToArray(), ContentType = Json, MessageType = message.Type, SentAt = message.OccurredAt, TopicName = prefix is null ? message.Type : $"{prefix}.{message.Type}" };
        envelope.Headers[MessageId] = message.Id;
        return envelope;
    }

    public void MapEnvelopeToOutgoing(Envelope envelope, IBasicProperties outgoing)
    {
        outgoing.MessageId = envelope.Headers[MessageId];
        outgoing.ContentType = Json;
        outgoing.Type = envelope.MessageType;
        outgoing.Timestamp = new AmqpTimestamp(envelope.SentAt.ToUnixTimeSeconds());
        outgoing.Persistent = true;
    }

    public void MapIncomingToEnvelope(Envelope envelope, IReadOnlyBasicProperties incoming) => throw new NotSupportedException("Nothing is read from the broker.");
}
