using System.Net;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// In development whoever reaches the service may do everything without signing in. It therefore answers on loopback only;
/// anything else is refused at start instead of being left open.
/// </summary>
internal static class LoopbackOnly
{
    public static void ListenOnLoopbackOnly(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
            {
                throw new StartRefusedException($"Development asks for no credential, so it listens on loopback only, not on {address}. Use --urls http://localhost:5000, or ASPNETCORE_ENVIRONMENT=Production.");
            }
        }));
}
