using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Routing;

namespace LeadLifecycle.Server.Access;

/// <summary>Finds out who asks and lets them through to what their roles allow; everything else is refused.</summary>
/// <param name="isDevelopment">On loopback only, so that whoever asks without a credential sits at the machine.</param>
internal sealed class Gate(KnownKeys keys, TimeProvider clock, AdminRecords records, KeyRates rates, bool isDevelopment)
{
    private const string Scheme = "Bearer ";

    public async Task Admit(HttpContext http, RequestDelegate next)
    {
        // What matches no route, or a route by another method, is answered as such: it shows nothing.
        if (http.GetEndpoint() is not RouteEndpoint endpoint || Of(endpoint) is { IsOpen: true })
        {
            await next(http);
            return;
        }

        if (await Authenticate(http) is not { } principal)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Of(Codes.Unauthenticated, "Send a key that works, as Authorization: Bearer ll_….").ExecuteAsync(http);
            return;
        }

        http.Features.Set(principal);
        if (rates.Wait(principal) is { } wait)
        {
            http.Response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}";
            await Problems.Of(Codes.RateLimited, "This key asks more often than it may; ask again later.").ExecuteAsync(http);
            return;
        }

        var access = Of(endpoint);
        if (!access.Admits(principal))
        {
            await Problems.Of(Codes.Forbidden, $"This takes one of the roles {string.Join(", ", access.Roles.Names())}{(access.MainOnly ? " in the workspace main" : "")}.").ExecuteAsync(http);
            return;
        }

        await records.Watch(http, endpoint, principal, access.Roles);
        await next(http);
    }

    private static RouteAccess Of(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RouteAccess>() ?? RouteAccess.Nobody;

    /// <summary>A credential that is sent is checked, wherever it is sent; none at all is enough in development.</summary>
    private async ValueTask<Principal?> Authenticate(HttpContext http)
    {
        var sent = http.Request.Headers.Authorization;
        if (sent.Count == 0) return isDevelopment ? Principal.Development : null;
        if (sent is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !KeyText.TryReadId(header.AsSpan(Scheme.Length), out var id)) return null;
        var key = await keys.Find(id);
        return key?.Admits(header.AsSpan(Scheme.Length), clock.GetUtcNow()) is true ? key.Principal : null;
    }
}
