using System.Net;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>
/// What a deployment lets deliveries reach besides the public internet, <c>Notify:Allow</c>: host names, addresses or CIDR
/// networks, each with an optional <c>:port</c>. A version 6 one with a port stands in brackets: <c>[fd00::/8]:8443</c>.
/// </summary>
public sealed class AllowList
{
    private readonly IReadOnlyList<Entry> _entries;

    private AllowList(IReadOnlyList<Entry> entries) => _entries = entries;

    public static AllowList Nothing { get; } = new([]);

    /// <exception cref="StartRefusedException">An entry is none of the three.</exception>
    public static AllowList From(IConfiguration configuration) => Parse(configuration.GetSection("Notify:Allow").Get<string[]>() ?? []);

    /// <exception cref="StartRefusedException">An entry is none of the three.</exception>
    public static AllowList Parse(params IEnumerable<string> entries) => new([.. entries.Select(Read)]);

    /// <summary>Whether the host itself is listed, by its name or as a literal address; it may then be spoken to without TLS.</summary>
    public bool HasHost(string host, int port) => IPAddress.TryParse(host, out var address)
        ? HasAddress(address, port)
        : _entries.Any(entry => entry.FitsPort(port) && string.Equals(entry.Name, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the address is listed; never one of version 4 in the disguise of version 6.</summary>
    public bool HasAddress(IPAddress address, int port) => !address.IsIPv4MappedToIPv6 && _entries.Any(entry => entry.FitsPort(port) && entry.Network?.Contains(address) == true);

    private static Entry Read(string text)
    {
        var (host, port) = Split(text);
        if (port is < 1 or > 65535) throw Wrong(text);
        if (IPAddress.TryParse(host, out var address)) return new Entry(null, new IPNetwork(address, address.GetAddressBytes().Length * 8), port);
        if (IPNetwork.TryParse(host, out var network)) return new Entry(null, network, port);
        return Uri.CheckHostName(host) == UriHostNameType.Dns ? new Entry(host.TrimEnd('.'), null, port) : throw Wrong(text);
    }

    private static (string Host, int? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var isBracketed = text.StartsWith('[');
        if (isBracketed && text.EndsWith(']')) return (text[1..^1], null);
        if (colon < 0 || (!isBracketed && text.IndexOf(':', StringComparison.Ordinal) != colon)) return (text, null);
        if (!ushort.TryParse(text.AsSpan(colon + 1), out var port)) throw Wrong(text);
        return (isBracketed && text[colon - 1] == ']' ? text[1..(colon - 1)] : text[..colon], port);
    }

    private static StartRefusedException Wrong(string text) => new($"Notify:Allow has '{text}', which is no host name, address or network, with or without a port.");

    private sealed record Entry(string? Name, IPNetwork? Network, int? Port)
    {
        public bool FitsPort(int port) => Port is null || Port == port;
    }
}
