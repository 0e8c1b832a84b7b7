using Microsoft.Extensions.Options;
using Wolverine.Runtime;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

internal static class BrokerSetup
{
    /// <summary>The channel is always there, to say that it is not configured; a link only with an address.</summary>
    public static void AddBroker(this IServiceCollection services, IConfiguration configuration)
    {
        if (BrokerAddress.From(configuration) is { } address)
        {
            services.AddSingleton(provider => new BrokerLink(
                address, provider.GetRequiredService<IOptions<NotifyOptions>>(), provider.GetRequiredService<IWolverineRuntime>(), provider.GetRequiredService<ILogger<BrokerLink>>()));
        }

        services.AddSingleton<IChannel>(provider => new BrokerChannel(provider.GetService<BrokerLink>()));
    }
}
