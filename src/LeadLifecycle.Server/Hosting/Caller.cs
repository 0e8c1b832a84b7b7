using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Hosting;

/// <summary>On whose behalf a request comes. The workspace is never read from the request itself.</summary>
public sealed class Caller(Workspaces workspaces)
{
    public ValueTask<Workspace> Workspace(HttpContext http) => workspaces.Get(Store.Workspace.Main, http.RequestAborted);
}
