namespace LeadLifecycle.Server.Hosting;

/// <summary>Who may ask a route. One without it stops the start and is refused to everybody.</summary>
/// <param name="Roles">Any of them suffices; none at all means that the route is open.</param>
internal sealed record RouteAccess(Roles Roles)
{
    public bool IsOpen => Roles == Roles.None;
}

internal static class RouteAccessSetup
{
    /// <summary>Only these may.</summary>
    public static TBuilder For<TBuilder>(this TBuilder route, Roles roles) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(roles));

    /// <summary>Needs no credential: it shows nothing of a workspace, or proves its sender in another way.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteAccess(Roles.None));

    /// <exception cref="StartRefusedException">A route says nothing of who may.</exception>
    public static void DemandAccessOfEveryRoute(this IEndpointRouteBuilder app)
    {
        var silent = app.DataSources.SelectMany(source => source.Endpoints).Where(endpoint => endpoint.Metadata.GetMetadata<RouteAccess>() is null).Select(endpoint => endpoint.DisplayName).ToArray();
        if (silent.Length > 0) throw new StartRefusedException($"Nothing says who may ask {string.Join(", ", silent)}.");
    }
}
