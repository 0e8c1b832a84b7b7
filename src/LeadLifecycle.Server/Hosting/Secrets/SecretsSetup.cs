namespace LeadLifecycle.Server.Hosting.Secrets;

public static class SecretsSetup
{
    /// <exception cref="StartRefusedException">There is no usable key.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.AddSingleton(new SecretBox([.. SecretKeys.Find(configuration, environment)]));
}
