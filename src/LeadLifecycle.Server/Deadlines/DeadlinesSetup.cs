using LeadLifecycle.Server.Intake;
using Marten;

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
        services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(DeadlineTable.Create()));
        return services;
    }
}
