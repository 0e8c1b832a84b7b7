using System.Net;
using System.Net.Sockets;

namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>Which addresses are anybody's on the internet, after IANA's special-purpose registries.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] s_specialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // a cloud's own agent, on an address that looks public

    // Of version 6 only global unicast is public at all: loopback, mapped, local, multicast and the unassigned lie outside.
    private static readonly IPNetwork s_globalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork[] s_specialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(s_specialV4, special => special.Contains(address));
        // A mapped address is judged by its disguise: a network takes it for the version 4 address inside.
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0 || address.IsIPv4MappedToIPv6) return false;
        if (s_nat64.Contains(address)) return Is(new IPAddress(address.GetAddressBytes()[12..]));
        return s_globalV6.Contains(address) && !Array.Exists(s_specialV6, special => special.Contains(address));
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
