using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Deadlines;

public static class DeadlinesSetup
{
    /// <summary>After the intake, so that the watch stops before it.</summary>
    public static IServiceCollection AddDeadlines(this IServiceCollection services)
    {
        services.AddSingleton<DeadlineSignal>();
        services.AddSingleton<DeadlineMetrics>();
        services.AddSingleton<DueLeads>();
        services.AddSingleton<ICommitParticipant, DeadlineWriter>();
        services.AddHostedService<DeadlineWatch>();
        services.AddTable(DeadlineTable.Create());
        return services;
    }
}
