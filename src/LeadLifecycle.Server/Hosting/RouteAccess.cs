namespace LeadLifecycle.Server.Hosting;

/// <summary>Who may ask a route. One without it stops the start and is refused to everybody.</summary>
/// <param name="Roles">Any of them suffices.</param>
/// <param name="IsOpen">Nobody is asked who they are.</param>
/// <param name="MainOnly">What concerns all workspaces is for those of <c>main</c> alone.</param>
internal sealed record RouteAccess(Roles Roles, bool IsOpen = false, bool MainOnly = false)
{
    public static RouteAccess Nobody { get; } = new(Roles.None);

    public bool Admits(Principal principal) => principal.MayAny(Roles) && (!MainOnly || principal.Workspace == Store.Workspace.Main);
}

internal static class RouteAccessSetup
{
    /// <summary>Only these may.</summary>
    public static TBuilder For<TBuilder>(this TBuilder route, Roles roles) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(roles));

    /// <summary>Only these may, and only those of <c>main</c>: it concerns every workspace.</summary>
    public static TBuilder ForMain<TBuilder>(this TBuilder route, Roles roles) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(roles, MainOnly: true));

    /// <summary>Needs no credential: it shows nothing of a workspace, or proves its sender in another way.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(Roles.None, IsOpen: true));

    /// <exception cref="StartRefusedException">A route says nothing of who may.</exception>
    public static void DemandAccessOfEveryRoute(this IEndpointRouteBuilder app)
    {
        var silent = app.DataSources.SelectMany(source => source.Endpoints).Where(endpoint => endpoint.Metadata.GetMetadata<RouteAccess>() is null).Select(endpoint => endpoint.DisplayName).ToArray();
        if (silent.Length > 0) throw new StartRefusedException($"Nothing says who may ask {string.Join(", ", silent)}.");
    }
}
