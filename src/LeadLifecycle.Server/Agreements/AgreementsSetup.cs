using LeadLifecycle.Server.Agreements.Calendars;
using LeadLifecycle.Server.Agreements.Kinds;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

public static class AgreementsSetup
{
    /// <summary>The kinds there are; another is one line more.</summary>
    public static IServiceCollection AddAgreements(this IServiceCollection services)
    {
        services.AddSingleton<AgreementKind, SlaKind>();
        services.AddSingleton<AgreementKind, CalendarsKind>();
        services.AddSingleton<AgreementKind, ReasonsKind>();
        services.AddSingleton<Negotiation>();
        return services;
    }

    public static void MapAgreements(this IEndpointRouteBuilder app)
    {
        app.MapAgreementReads();
        app.MapNegotiation();
        app.MapCalendars();
    }
}
