using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Digests;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>One way to reach a subscriber. It sends one delivery once: it never retries, and never throws for what the receiver did.</summary>
internal interface IChannel
{
    /// <summary>As it stands in a subscription: <c>webhook</c>, <c>slack</c> …</summary>
    string Name { get; }

    /// <summary>The receiver checks a signature, so a subscription has a secret.</summary>
    bool Signs { get; }

    /// <summary>A subscription without <c>settings</c> is malformed.</summary>
    bool NeedsSettings => true;

    /// <summary>Reads and checks the channel's own settings, the members of <c>settings</c>.</summary>
    /// <exception cref="MalformedException">One is missing or not what it must be; the pointer names it.</exception>
    /// <exception cref="ProblemException">The deployment does not have what the channel needs.</exception>
    ChannelSettings Read(Members settings);

    /// <summary>What of the settings an answer may show; what is itself a credential may not.</summary>
    JsonObject Show(ChannelSettings settings);

    /// <param name="ct">The host stops; what was under way is sent again later under the same id.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> asked for it.</exception>
    Task<Attempt> Send(Message message, Subscription subscription, CancellationToken ct);
}

/// <summary>A channel's own settings by name. They are encrypted at rest as a whole, because an address can be a credential.</summary>
internal sealed record ChannelSettings(IReadOnlyDictionary<string, string> Values)
{
    public const string DigestName = "digest";

    public string this[string name] => Values[name];

    /// <summary>How it gathers; null when each delivery goes for itself.</summary>
    public Digest? Digest => Digest.Parse(Values.GetValueOrDefault(DigestName));
}
