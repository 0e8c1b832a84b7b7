using System.Net;
using System.Net.Sockets;
using System.Text;
using LeadLifecycle.Server.Notify.Outbound;

namespace LeadLifecycle.Server.Tests.Notify.Outbound;

/// <summary>What is seen only when a connection is made, with a real listener on loopback that must stay alone.</summary>
public sealed class OutboundHandlerTests : IDisposable
{
    private static readonly IPAddress Public = IPAddress.Parse("8.8.8.8");
    private readonly TcpListener _loopback = new(IPAddress.Loopback, 0);

    public OutboundHandlerTests() => _loopback.Start();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_loopback.LocalEndpoint).Port;

    [Fact]
    public async Task a_name_that_leads_to_loopback_is_refused_at_connect()
    {
        using var http = Client(AllowList.Nothing, new GuardedConnect(AllowList.Nothing, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
        await IsRefused(http, "address");
        _loopback.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task one_bad_address_among_good_ones_is_enough()
    {
        using var http = Client(AllowList.Nothing, new GuardedConnect(AllowList.Nothing, (_, _) => Task.FromResult<IPAddress[]>([Public, IPAddress.Loopback])));
        await IsRefused(http, "address");
        _loopback.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task a_name_that_answers_public_first_and_loopback_second_never_gets_there()
    {
        var asked = 0;
        var dialled = new List<IPAddress>();
        var connect = new GuardedConnect(
            AllowList.Nothing,
            (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? Public : IPAddress.Loopback]),
            (addresses, _, _) =>
            {
                dialled.AddRange(addresses);
                throw new SocketException((int)SocketError.ConnectionRefused);
            });
        using var http = Client(AllowList.Nothing, connect);

        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync($"https://rebinding.test:{Port}/", Ct));
        (asked, dialled.Count).ShouldBe((1, 1));
        await IsRefused(http, "address");
        dialled.ShouldBe([Public]);
        _loopback.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task an_address_is_judged_before_anything_is_resolved()
    {
        using var http = Client(AllowList.Nothing, new GuardedConnect(AllowList.Nothing, (_, _) => throw new InvalidOperationException("resolved")));
        (await Should.ThrowAsync<OutboundRefusedException>(() => http.GetAsync($"http://127.0.0.1:{Port}/", Ct))).Code.ShouldBe("scheme");
        (await Should.ThrowAsync<OutboundRefusedException>(() => http.GetAsync($"https://localhost:{Port}/", Ct))).Code.ShouldBe("host");
    }

    [Fact]
    public async Task an_allowed_one_is_reached_and_its_redirect_is_not_followed()
    {
        var allow = AllowList.Parse($"127.0.0.1:{Port}");
        using var http = Client(allow, new GuardedConnect(allow));
        var answer = http.GetAsync($"http://127.0.0.1:{Port}/", Ct);
        using var accepted = await _loopback.AcceptTcpClientAsync(Ct);
        await accepted.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{Port}/other\r\nContent-Length: 0\r\n\r\n"), Ct);
        using var response = await answer;
        response.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    public void Dispose() => _loopback.Dispose();

    private static HttpClient Client(AllowList allow, GuardedConnect connect) => new(new OutboundHandler(allow, connect));

    private async Task IsRefused(HttpClient http, string code)
    {
        var refused = await Should.ThrowAsync<OutboundRefusedException>(() => http.GetAsync($"https://rebinding.test:{Port}/", Ct));
        refused.Code.ShouldBe(code);
        refused.Message.ShouldNotContain("127.0.0.1");
    }
}
