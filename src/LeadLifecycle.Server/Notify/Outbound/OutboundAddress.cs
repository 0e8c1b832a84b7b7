using System.Net;
using System.Text;

namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>Why an address is not delivered to. Codes: <c>url</c>, <c>scheme</c>, <c>userinfo</c>, <c>host</c>, <c>port</c>.</summary>
public sealed record OutboundRefusal(string Code, string Detail);

/// <summary>What can be said of an address before its name is resolved; the rest is seen at every connect.</summary>
public static class OutboundAddress
{
    private static readonly string[] s_localNames = [".localhost", ".local", ".internal", ".home.arpa"];

    /// <summary>Null when deliveries may go there as far as the address itself tells.</summary>
    public static OutboundRefusal? Check(Uri uri, AllowList allow)
    {
        if (!uri.IsAbsoluteUri || uri.Host.Length == 0) return new("url", "An endpoint is an absolute URL.");
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) return new("scheme", "An endpoint is spoken to over https.");
        if (uri.UserInfo.Length > 0) return new("userinfo", "An endpoint's URL carries no user or password.");
        // The culture data that would fold other scripts' spellings is not loaded, so nobody has to guess what a host means.
        if (!Ascii.IsValid(uri.Host)) return new("host", "An international host name is given in its xn-- form.");
        if (allow.HasHost(uri.IdnHost, uri.Port)) return null;
        if (uri.Scheme != Uri.UriSchemeHttps) return new("scheme", "An endpoint is spoken to over https.");
        if (!IsPublicHost(uri.IdnHost, uri.Port, allow)) return new("host", "The host is not one of the public internet.");
        return uri.Port is 443 or (>= 1024 and <= 65535) ? null : new("port", "A port is 443, or 1024 and above.");
    }

    private static bool IsPublicHost(string host, int port, AllowList allow)
    {
        // What a resolver takes with a trailing dot or an odd spelling it takes for an address: a name's last label is none.
        var name = host.TrimEnd('.');
        if (IPAddress.TryParse(name, out var address)) return name == host && (PublicAddress.Is(address) || allow.HasAddress(address, port));
        var last = name[(name.LastIndexOf('.') + 1)..];
        if (last.Length == name.Length || char.IsAsciiDigit(last[0])) return false;
        return !Array.Exists(s_localNames, local => name.EndsWith(local, StringComparison.OrdinalIgnoreCase));
    }
}
