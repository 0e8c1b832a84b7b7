using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Access;

/// <summary>
/// <c>keys create --role ROLE --name NAME</c> as a command of the server program: whoever may run it on the database may
/// make the key that everything else is made with.
/// </summary>
public static class FirstKey
{
    private const string Usage = "keys create --role ROLE --name NAME makes a key of the workspace main; ROLE is one of ";

    public static bool IsMeant(string[] args) => args is ["keys", ..];

    /// <summary>Prints the key alone on standard output.</summary>
    /// <exception cref="StartRefusedException">The words are none it knows.</exception>
    public static async Task Make(this IServiceProvider services, string[] args)
    {
        var (roles, name) = Read(args);
        await services.ApplySchema();
        await services.GetRequiredService<Workspaces>().Get(Workspace.Main);
        var (key, text) = await services.GetRequiredService<Keys>().Add(Workspace.Main, name, roles, null, CancellationToken.None);
        await services.GetRequiredService<AdminAppends>().Record(Workspace.Main, new AdminChanged { Actor = "host", Operation = "keys create", Target = key.Id }, CancellationToken.None);
        Console.WriteLine(text);
    }

    private static (Roles Roles, string Name) Read(string[] args) =>
        args is ["keys", "create", "--role", var role, "--name", { Length: > 0 } name] && RoleNames.Read(role) is { } roles
            ? (roles, name)
            : throw new StartRefusedException(Usage + string.Join(", ", RoleNames.All) + ".");
}
