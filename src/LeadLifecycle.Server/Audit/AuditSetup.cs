using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AuditOptions>(configuration.GetSection("Audit"));
        services.AddSingleton<AuditKey>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<AuditMetrics>();
        services.AddSingleton<LogLines>();
        services.AddSingleton<Bundle>();
        services.AddHttpClient(Sinks.Client, http => http.Timeout = TimeSpan.FromSeconds(15)).RemoveAllLoggers();
        services.AddHostedService<Sequencer>();
        services.AddHostedService<Sinks>();
        services.AddAppendOnlyTable(AuditTables.TileTable());
        services.AddTable(AuditTables.HeadTable());
        services.AddTable(AuditTables.CursorTable());
        services.AddAppendOnlyTable(AuditTables.CheckpointTable());
        services.AddAppendOnlyTable(AuditTables.KeyTable());
        services.AddTable(AuditTables.SinkTable());
        return services;
    }
}
