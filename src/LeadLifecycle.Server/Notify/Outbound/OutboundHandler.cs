using System.Net;

namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>
/// The way out for requests to addresses that subscribers chose: no redirects, proxy, cookies or trace headers, and every
/// connection through <see cref="GuardedConnect"/>. The package Microsoft.Security.AntiSSRF was weighed: its exceptions are
/// addresses only, without host or port, plain http is all or nothing, and its resolver cannot be put to a test.
/// </summary>
public sealed class OutboundHandler : DelegatingHandler
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PooledFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(30);
    private readonly AllowList _allow;

    public OutboundHandler(AllowList allow, GuardedConnect? connect = null)
    {
        _allow = allow;
        connect ??= new GuardedConnect(allow);
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectPatience,
            PooledConnectionLifetime = PooledFor,
            PooledConnectionIdleTimeout = IdleFor,
            MaxResponseHeadersLength = 16, // KiB
            ConnectCallback = (context, ct) => connect.Open(context.DnsEndPoint, ct),
        };
    }

    /// <exception cref="OutboundRefusedException">The address, or what its name leads to, may not be reached.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } uri) throw new OutboundRefusedException(new("url", "A request without an address."));
        if (OutboundAddress.Check(uri, _allow) is { } refusal) throw new OutboundRefusedException(refusal);
        // HTTP/3 would open connections of its own, past the guard.
        (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException wrapped) when (wrapped.InnerException is OutboundRefusedException refused)
        {
            throw new OutboundRefusedException(new(refused.Code, refused.Message));
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests go out asynchronously.");
}
