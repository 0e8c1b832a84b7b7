using LeadLifecycle.Server.Edges.Connections.Api;
using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Edges.Connections.Generic;
using LeadLifecycle.Server.Edges.Connections.HubSpot;
using LeadLifecycle.Server.Edges.Connections.Mautic;
using LeadLifecycle.Server.Edges.Connections.Quarantine;
using LeadLifecycle.Server.Edges.Connections.Salesforce;
using LeadLifecycle.Server.Edges.Connections.Segment;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Connections;

public static class ConnectionsSetup
{
    /// <exception cref="StartRefusedException">The public address is none.</exception>
    public static IServiceCollection AddConnections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IVendor, GenericVendor>();
        services.AddSingleton<IVendor, HubSpotVendor>();
        services.AddSingleton<IVendor, MauticVendor>();
        services.AddSingleton<IVendor, SalesforceVendor>();
        services.AddSingleton<IVendor, SegmentVendor>();
        services.AddSingleton<Vendors>();
        services.AddSingleton<KnownConnections>();
        services.AddSingleton<ConnectionSecrets>();
        services.AddSingleton<ConnectionMetrics>();
        services.AddSingleton<QuarantinedParts>();
        services.AddSingleton<Asked>();
        services.AddSingleton<Reception>();
        services.AddSingleton<Replay>();
        services.AddSingleton(HookAddress.Find(configuration));
        services.AddTable(ConnectionTables.ConnectionTable());
        services.AddTable(ConnectionTables.QuarantineTable());
        return services;
    }

    public static void MapConnections(this IEndpointRouteBuilder app)
    {
        app.MapConnectionRoutes();
        app.MapTry();
        app.MapQuarantine();
        app.MapHooks();
    }
}
