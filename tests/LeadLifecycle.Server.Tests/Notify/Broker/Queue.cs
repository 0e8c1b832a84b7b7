using System.Text;
using RabbitMQ.Client;

namespace LeadLifecycle.Server.Tests.Notify.Broker;

/// <summary>What a queue held.</summary>
internal sealed record Queued(string Key, string Text, string? Id, string? ContentType, bool IsPersistent);

/// <summary>A durable queue that is bound to the exchange of the notifications, as an operator would.</summary>
internal static class Queue
{
    public const string Exchange = "leads.notifications";

    public static async Task Bind(PrivateBroker broker, string queue, string pattern, IDictionary<string, object?>? arguments = null)
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.QueueBindAsync(queue, Exchange, pattern);
    }

    /// <summary>Takes all that is there, in its order.</summary>
    public static async Task<IReadOnlyList<Queued>> Take(PrivateBroker broker, string queue)
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var taken = new List<Queued>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got)
        {
            var properties = got.BasicProperties;
            taken.Add(new Queued(got.RoutingKey, Encoding.UTF8.GetString(got.Body.Span), properties.MessageId, properties.ContentType, properties.Persistent));
        }

        return taken;
    }
}
