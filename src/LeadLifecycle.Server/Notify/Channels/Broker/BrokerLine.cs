using RabbitMQ.Client;
using Wolverine;
using Wolverine.Configuration;
using Wolverine.RabbitMQ;
using Wolverine.RabbitMQ.Internal;
using Wolverine.Runtime;
using Wolverine.Runtime.Routing;
using Wolverine.Transports.Sending;
using ExchangeType = Wolverine.RabbitMQ.ExchangeType;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>
/// One connection to the broker by Wolverine's transport, and the sender of its exchange. The host does not get the
/// transport: it would not start without the broker, and its sending agents keep what failed in memory and send it later,
/// out of order, where a delivery is kept and tried again here. The sender itself is used, on a channel with publisher
/// confirms: its send ends when the broker has taken the message on, and throws when it has not.
/// </summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    private readonly RabbitMqTransport _transport;
    private readonly ISender _sender;

    private BrokerLine(RabbitMqTransport transport, ISender sender) => (_transport, _sender) = (transport, sender);

    /// <param name="patience">For connecting and for each answer of the broker.</param>
    /// <exception cref="IOException">There is no way to the broker, or it does not let us in.</exception>
    public static async Task<BrokerLine> Open(BrokerAddress address, TimeSpan patience, IWolverineRuntime runtime)
    {
        var transport = Transport(address, patience);
        try
        {
            await transport.ConnectAsync(runtime);
            var exchange = transport.Exchanges[address.Exchange];
            exchange.ExchangeType = ExchangeType.Topic;
            exchange.EnvelopeMapper = new BrokerEnvelope();
            await exchange.InitializeAsync(transport.Logger);
            return new BrokerLine(transport, transport.BuildSender(exchange, RoutingMode.ByTopic, runtime));
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the broker has confirmed the message.</summary>
    public ValueTask Publish(Envelope envelope) => _sender.SendAsync(envelope);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private static RabbitMqTransport Transport(BrokerAddress address, TimeSpan patience)
    {
        var apart = new WolverineOptions();
        apart.UseRabbitMq(factory => Fill(factory, address.Uri, patience))
            .UseSenderConnectionOnly()
            .ConfigureChannelCreation(channel => (channel.PublisherConfirmationsEnabled, channel.PublisherConfirmationTrackingEnabled) = (true, true))
            .AutoProvision();
        return apart.Transports.GetOrCreate<RabbitMqTransport>();
    }

    private static void Fill(ConnectionFactory factory, Uri uri, TimeSpan patience)
    {
        factory.Uri = uri;
        factory.Ssl.ServerName = uri.Host;
        factory.ClientProvidedName = "leads";
        factory.RequestedConnectionTimeout = patience;
        factory.ContinuationTimeout = patience;
    }
}
