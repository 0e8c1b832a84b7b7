using System.Net;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// This version knows no sign-in, so whoever reaches it may do everything. It therefore answers on loopback only, in
/// every environment; anything else is refused at start instead of being left open.
/// </summary>
internal static class LoopbackOnly
{
    public static void ListenOnLoopbackOnly(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
            {
                throw new StartRefusedException($"There is no sign-in yet, so it listens on loopback only, not on {address}. Use --urls http://localhost:5000.");
            }
        }));
}
