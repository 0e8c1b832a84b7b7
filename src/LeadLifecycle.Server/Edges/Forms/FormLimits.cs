using System.Net;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>What forms go by (configuration section <c>Forms</c>).</summary>
internal sealed class FormLimits
{
    /// <summary>Addresses counted at once; whoever comes beyond them shares one count.</summary>
    public int MostVisitors { get; init; } = 100_000;

    /// <summary>Proxies whose <c>X-Forwarded-For</c> is believed, as addresses or networks; none when absent.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <exception cref="StartRefusedException">A proxy is no address or network.</exception>
    public static FormLimits From(IConfiguration configuration) => new()
    {
        TrustedProxies = [.. (configuration.GetSection("Forms:TrustedProxies").Get<string[]>() ?? []).Select(text =>
            IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new StartRefusedException($"Forms:TrustedProxies holds '{text}', which is no address and no network such as 10.0.0.0/8."))],
    };
}
