using JasperFx.Events.Projections;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Cycles;
using LeadLifecycle.Server.Views.Funnel;
using LeadLifecycle.Server.Views.Handoffs;
using LeadLifecycle.Server.Views.Leads;
using LeadLifecycle.Server.Views.Rebuild;
using Marten;

namespace LeadLifecycle.Server.Views;

public static class ViewsSetup
{
    public static IServiceCollection AddViews(this IServiceCollection services)
    {
        services.AddSingleton<Freshness>();
        services.AddSingleton<BegunRebuilds>();
        services.AddHostedService<ViewsVersion>();
        services.AddSingleton<CycleReports>();
        services.AddSingleton<LatencyReport>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<MissedReader>();
        services.ConfigureMarten((provider, options) =>
        {
            options.Storage.ExtendedSchemaObjects.Add(LeadTable.Create());
            options.Storage.ExtendedSchemaObjects.Add(CycleTables.Tables.NowTable());
            options.Storage.ExtendedSchemaObjects.Add(CycleTables.Tables.HistoryTable());
            options.Storage.ExtendedSchemaObjects.Add(PathTable.Create());
            options.Storage.ExtendedSchemaObjects.Add(ClockTables.NowTable());
            options.Storage.ExtendedSchemaObjects.Add(ClockTables.Tables.HistoryTable());
            options.Storage.ExtendedSchemaObjects.Add(ViewsVersion.Table());
            options.Projections.Add(new LeadViews(provider.GetRequiredService<AgreementsInForce>()), ProjectionLifecycle.Async);
        });
        return services;
    }

    public static void MapViews(this IEndpointRouteBuilder app)
    {
        app.MapLeads();
        app.MapHistory();
        app.MapFeed();
        app.MapFunnel();
        app.MapTransitions();
        app.MapBoard();
        app.MapLatency();
        app.MapAttainment();
        app.MapMissed();
        app.MapRebuild();
    }
}
