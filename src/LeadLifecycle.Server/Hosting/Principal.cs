namespace LeadLifecycle.Server.Hosting;

/// <summary>Who asks, as the credential says and nothing else.</summary>
/// <param name="Id">Opaque: <c>key:ID</c>, or <c>development</c>.</param>
/// <param name="Workspace">The one workspace there is for it.</param>
public sealed record Principal(string Id, string Workspace, Roles Roles)
{
    /// <summary>Whoever reaches a developer's own machine without a credential.</summary>
    public static Principal Development { get; } = new("development", Store.Workspace.Main, Roles.Admin);

    public bool MayAny(Roles roles) => (Roles & roles) != Roles.None;
}
