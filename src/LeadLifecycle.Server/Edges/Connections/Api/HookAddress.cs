using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>
/// The address as a vendor called it, which some sign: below <c>Hooks:PublicUrl</c> when that is configured, because a proxy
/// changes scheme, host and path on the way; else as the request says.
/// </summary>
internal sealed class HookAddress
{
    private readonly string? _publicUrl;

    private HookAddress(string? publicUrl) => _publicUrl = publicUrl;

    /// <exception cref="StartRefusedException">It is no address of the web.</exception>
    public static HookAddress Find(IConfiguration configuration)
    {
        if (configuration["Hooks:PublicUrl"] is not { Length: > 0 } given) return new HookAddress(null);
        return Uri.TryCreate(given, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https" } && address.Query.Length == 0 && address.Fragment.Length == 0
            ? new HookAddress(given.TrimEnd('/'))
            : throw new StartRefusedException($"Hooks:PublicUrl is '{given}'; it must be the http(s) address vendors reach this service at, without a query.");
    }

    public Uri Of(HttpRequest request) => new(_publicUrl is null ? request.GetEncodedUrl() : _publicUrl + request.GetEncodedPathAndQuery());
}
