using System.Net;
using System.Net.Sockets;

namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>
/// Opens a connection: resolves the host once, judges every address it has, and dials those very addresses, so that a name
/// that answers differently a moment later gains nothing.
/// </summary>
/// <param name="allow">The deployment's exceptions.</param>
/// <param name="resolve">The addresses of a host name; null asks the system.</param>
/// <param name="dial">Connects to the first of the judged addresses that answers; null opens a TCP socket.</param>
public sealed class GuardedConnect(
    AllowList allow,
    Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
    Func<IPAddress[], int, CancellationToken, Task<Stream>>? dial = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly Func<IPAddress[], int, CancellationToken, Task<Stream>> _dial = dial ?? Dial;

    /// <exception cref="OutboundRefusedException">One of the host's addresses is neither public nor allowed.</exception>
    /// <exception cref="SocketException">The host has no address, or none answers.</exception>
    public async ValueTask<Stream> Open(DnsEndPoint end, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(end.Host, out var literal) ? [literal] : await _resolve(end.Host, ct);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        if (!allow.HasHost(end.Host, end.Port) && !Array.TrueForAll(addresses, address => PublicAddress.Is(address) || allow.HasAddress(address, end.Port)))
        {
            throw new OutboundRefusedException(new("address", $"{end.Host} leads to an address that is not public."));
        }

        return await _dial(addresses, end.Port, ct);
    }

    private static async Task<Stream> Dial(IPAddress[] addresses, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
