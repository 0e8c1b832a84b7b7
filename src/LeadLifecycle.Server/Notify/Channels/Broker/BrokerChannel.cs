using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>
/// Publishes the body of a webhook to the operator's RabbitMQ, the type as the routing key. Delivered means that the broker
/// has confirmed it; which queues are bound to the exchange is the operator's.
/// </summary>
/// <param name="link">Null when the deployment has no broker.</param>
internal sealed partial class BrokerChannel(BrokerLink? link) : IChannel
{
    private const string Prefix = "topicPrefix";
    private const int LongestPrefix = 128;

    public string Name => "broker";

    public bool Signs => false;

    public bool NeedsSettings => false;

    /// <exception cref="ProblemException">The deployment has no broker.</exception>
    public ChannelSettings Read(Members settings)
    {
        if (link is null) throw new ProblemException(Codes.ChannelUnconfigured, "This deployment has no broker; its operator sets Notify:RabbitMq.");
        if (settings.Text(Prefix) is not { } prefix) return new ChannelSettings(new Dictionary<string, string>());
        if (prefix.Length > LongestPrefix || !Words().IsMatch(prefix)) throw settings.Malformed(Prefix, $"is not letters, digits and dashes in words parted by dots, {LongestPrefix} signs at most");
        return new ChannelSettings(new Dictionary<string, string> { [Prefix] = prefix });
    }

    public JsonObject Show(ChannelSettings settings) => settings.Values.TryGetValue(Prefix, out var prefix) ? new() { [Prefix] = prefix } : [];

    public async Task<Attempt> Send(Message message, Subscription subscription, CancellationToken ct)
    {
        if (link is null) return new Attempt(AttemptOutcome.Failed, Error: "unconfigured");
        try
        {
            await link.Publish(BrokerEnvelope.Of(message, subscription.Settings.Values.GetValueOrDefault(Prefix)), ct);
            return new Attempt(AttemptOutcome.Delivered);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && BrokerFailure.CodeOf(failure) is not null)
        {
            return new Attempt(AttemptOutcome.Failed, Error: BrokerFailure.CodeOf(failure));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
