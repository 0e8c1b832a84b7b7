namespace LeadLifecycle.Server.Intake;

public static class IntakeSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<IntakeOptions>(configuration.GetSection("Intake"));
        services.AddSingleton(new Rules(ReasonList(configuration)));
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<Intake>();
        services.AddHostedService(provider => provider.GetRequiredService<Intake>());
        return services;
    }

    /// <summary>Section <c>Reasons</c>: category → codes; absent, the default categories.</summary>
    private static ReasonCodes ReasonList(IConfiguration configuration)
    {
        var configured = configuration.GetSection("Reasons").Get<Dictionary<string, string[]>>();
        return configured is null or { Count: 0 }
            ? ReasonCodes.Default
            : new ReasonCodes(configured.ToDictionary(category => category.Key, category => (IReadOnlyList<string>)category.Value));
    }
}
