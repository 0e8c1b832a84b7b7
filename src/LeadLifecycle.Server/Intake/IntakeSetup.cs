namespace LeadLifecycle.Server.Intake;

public static class IntakeSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<IntakeOptions>(configuration.GetSection("Intake"));
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<Intake>();
        services.AddHostedService(provider => provider.GetRequiredService<Intake>());
        return services;
    }
}
