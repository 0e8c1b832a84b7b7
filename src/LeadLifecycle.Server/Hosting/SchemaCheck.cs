using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Hosting;

internal static class SchemaCheck
{
    /// <summary>Where the service's role may not change the tables, they must be this version's before anything is served.</summary>
    /// <exception cref="StartRefusedException">They are missing, or another version's.</exception>
    public static async Task CheckSchema(this IHost app)
    {
        if (await SchemaOwner.IsCurrent(app)) return;
        throw new StartRefusedException(
            "The tables are not this version's, and the service's role may not change them. Set ConnectionStrings__Owner to the role that owns them for a start, or run the command db-apply as that role.");
    }
}
