using System.Net;
using System.Net.Sockets;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>From where a visitor comes.</summary>
internal static class VisitorAddress
{
    /// <summary>The connection's address; behind trusted proxies the last one that is none of them. Of IPv6 the network a household has (/64).</summary>
    public static IPAddress Of(HttpContext http, FormLimits limits)
    {
        var address = Plain(http.Connection.RemoteIpAddress ?? IPAddress.None);
        var told = http.Request.Headers["X-Forwarded-For"].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)).ToArray();
        for (var hop = told.Length - 1; hop >= 0 && limits.TrustedProxies.Any(proxy => proxy.Contains(address)); hop--)
        {
            if (!IPAddress.TryParse(told[hop], out var before)) break;
            address = Plain(before);
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]) : address;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
