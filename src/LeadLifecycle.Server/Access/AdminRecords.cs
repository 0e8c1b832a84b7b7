using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Microsoft.AspNetCore.Routing;

namespace LeadLifecycle.Server.Access;

/// <summary>
/// Writes down what auditors read, before they are answered, and what operators change, before they are told that it is
/// changed. A change whose record fails is not acknowledged.
/// </summary>
internal sealed class AdminRecords(AdminAppends appends)
{
    private const int LongestId = 64;

    /// <summary>True for every request other than a read that only those may make who run the service.</summary>
    private static bool IsAdministrative(HttpContext http, Roles allowed) => !HttpMethods.IsGet(http.Request.Method) && (allowed & ~Roles.Operators) == Roles.None;

    public async ValueTask Watch(HttpContext http, RouteEndpoint endpoint, Principal principal, Roles allowed)
    {
        if (principal.MayAny(Roles.Auditor)) await appends.Record(principal.Workspace, new AdminRead { Actor = principal.Id, Operation = NameOf(endpoint), Target = Target(http) }, http.RequestAborted);
        if (IsAdministrative(http, allowed)) http.Response.OnStarting(() => Changed(http, endpoint, principal));
    }

    private Task Changed(HttpContext http, RouteEndpoint endpoint, Principal principal) =>
        http.Response.StatusCode >= StatusCodes.Status300MultipleChoices || http.Response.Headers.ContainsKey("Idempotent-Replayed")
            ? Task.CompletedTask
            : appends.Record(principal.Workspace, new AdminChanged { Actor = principal.Id, Operation = NameOf(endpoint), Target = Made(http) ?? Target(http) }, CancellationToken.None);

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!;

    /// <summary>The id of what was made, the last part of its address.</summary>
    private static string? Made(HttpContext http) => http.Response.Headers.Location is [{ } location] ? Id(location[(location.LastIndexOf('/') + 1)..]) : null;

    /// <summary>The ids in the address. What has not the form of an id could be a person's and is left out.</summary>
    private static string? Target(HttpContext http) => http.Request.RouteValues.Count == 0 ? null : string.Join('/', http.Request.RouteValues.Values.Select(value => Id($"{value}")).OfType<string>());

    private static string? Id(string text) => text.Length <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? text : null;
}
