using LeadLifecycle.Server.Intake;
using Marten;

namespace LeadLifecycle.Server.Contacts;

public static class ContactsSetup
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddSingleton<ICommitParticipant, VaultWriter>();
        services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.Add(VaultTables.IdentityTable());
            options.Storage.ExtendedSchemaObjects.Add(VaultTables.VaultTable());
        });
        return services;
    }
}
