using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Access;

public static class AccessSetup
{
    /// <summary>After the store: the schema is there before a key is demanded.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddTable(KeyTable.Table());
        services.AddSingleton<Keys>().AddSingleton<KnownKeys>().AddSingleton<AdminRecords>().AddSingleton<KeyRates>();
        if (!environment.IsDevelopment()) services.AddHostedService<KeyDemanded>();
        return services;
    }

    /// <summary>Nothing behind it is reached by who may not.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var gate = ActivatorUtilities.CreateInstance<Gate>(app.Services, app.Environment.IsDevelopment());
        app.Use(gate.Admit);
    }

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapKeys();
        app.MapWorkspaces();
        app.MapAdminRecords();
    }
}
