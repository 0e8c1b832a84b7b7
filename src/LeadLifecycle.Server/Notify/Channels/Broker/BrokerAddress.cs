using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>Where the operator's RabbitMQ is, <c>Notify:RabbitMq</c>. The URI holds credentials and appears in no message.</summary>
/// <param name="Exchange">The topic exchange that is published to.</param>
internal sealed record BrokerAddress(Uri Uri, string Exchange)
{
    public const string DefaultExchange = "leads.notifications";
    private const int LongestName = 255;

    /// <summary>Null when the deployment has no broker.</summary>
    /// <exception cref="StartRefusedException">The URI or the name of the exchange is not what it must be.</exception>
    public static BrokerAddress? From(IConfiguration configuration)
    {
        if (configuration["Notify:RabbitMq"] is not { Length: > 0 } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            throw new StartRefusedException("Notify:RabbitMq is no URI of the form amqp(s)://user:password@host:port/vhost.");
        }

        var exchange = configuration["Notify:RabbitMqExchange"] is { Length: > 0 } given ? given : DefaultExchange;
        if (exchange.Length > LongestName || exchange.StartsWith("amq.", StringComparison.Ordinal) || !exchange.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or ':'))
        {
            throw new StartRefusedException($"Notify:RabbitMqExchange has '{exchange}'; a name has up to {LongestName} letters, digits, dots, dashes, underscores and colons, and does not start with 'amq.'.");
        }

        return new BrokerAddress(uri, exchange);
    }

    public override string ToString() => $"exchange {Exchange}";
}
