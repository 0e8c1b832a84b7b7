using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Contacts;

public static class ContactsSetup
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddSingleton<ICommitParticipant, VaultWriter>();
        services.AddTable(VaultTables.IdentityTable());
        services.AddTable(VaultTables.VaultTable());
        return services;
    }
}
