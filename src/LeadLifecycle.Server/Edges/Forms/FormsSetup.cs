using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Forms;

public static class FormsSetup
{
    /// <exception cref="StartRefusedException">A trusted proxy is no address or network.</exception>
    public static IServiceCollection AddForms(this IServiceCollection services, IConfiguration configuration) => services
        .AddTable(FormTable.Table())
        .AddSingleton(FormLimits.From(configuration))
        .AddSingleton<FormStore>()
        .AddSingleton<Visitors>()
        .AddSingleton<FormMetrics>();
}
