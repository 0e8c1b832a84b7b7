namespace LeadLifecycle.Server.Store;

/// <summary>
/// What stands in the administrative stream of a workspace. Ids and names of operations only: no secret, no personal data.
/// When it was recorded is the store's to say.
/// </summary>
public abstract record AdminEvent
{
    /// <summary>The principal, such as <c>key:4f6a…</c>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The <c>operationId</c> of the API, or the command of the host.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Ids in the address that was asked, or of what was made; null when there are none.</summary>
    public string? Target { get; init; }
}

/// <summary>Somebody who runs the service changed how it is set up: a key, a workspace, a subscription, a connection, a form.</summary>
public sealed record AdminChanged : AdminEvent;

/// <summary>An auditor asked to read or export something; recorded before it is answered.</summary>
public sealed record AdminRead : AdminEvent;
