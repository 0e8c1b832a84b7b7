using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>Which connection a route is about, in the caller's workspace.</summary>
internal sealed class Asked(KnownConnections connections, Caller caller, Workspaces workspaces, TimeProvider clock)
{
    /// <exception cref="ProblemException">There is no such connection.</exception>
    public async Task<Connection> Connection(HttpContext http, string name) => await connections.Get((await caller.Workspace(http)).Name, name, http.RequestAborted);

    /// <inheritdoc cref="Connection"/>
    public async Task<(Connection Connection, Request Request)> ToSubmit(HttpContext http, string name)
    {
        var request = Request.From(http, await caller.Workspace(http), clock);
        return (await connections.Get(request.Workspace.Name, name, http.RequestAborted), request);
    }

    /// <summary>The connection whose address a delivery was sent to, whosever it is.</summary>
    /// <exception cref="ProblemException">There is no such connection.</exception>
    public async Task<(Connection Connection, Request Request)> ToDeliver(HttpContext http, string address)
    {
        var (workspace, name) = Connections.Connection.At(address);
        var connection = await connections.Get(workspace, name, http.RequestAborted);
        return (connection, Request.From(http, await workspaces.Get(workspace, http.RequestAborted), clock));
    }
}
