using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Hosting;

/// <summary>On whose behalf a request comes. The workspace is the credential's, never read from the request itself.</summary>
public sealed class Caller(Workspaces workspaces)
{
    public ValueTask<Workspace> Workspace(HttpContext http) => workspaces.Get(Who(http).Workspace, http.RequestAborted);

    /// <exception cref="InvalidOperationException">The route is open to everybody, so nobody was asked who they are.</exception>
    public static Principal Who(HttpContext http) => http.Features.Get<Principal>() ?? throw new InvalidOperationException("The route is open and knows no caller.");
}
