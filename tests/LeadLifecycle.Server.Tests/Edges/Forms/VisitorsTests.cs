using System.Net;
using LeadLifecycle.Server.Edges.Forms;
using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>Who a visitor is, and how often.</summary>
public sealed class VisitorsTests
{
    private static readonly FormLimits Limits = new() { TrustedProxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")] };
    private readonly Clock _clock = new();

    [Fact]
    public void an_address_has_so_many_a_minute_and_all_of_them_again_in_the_next()
    {
        var (visitors, form) = (new Visitors(Limits, _clock), FormOf(2));
        Admits(visitors, form, "203.0.113.7").ShouldBe(0);
        Admits(visitors, form, "203.0.113.7").ShouldBe(0);
        Admits(visitors, form, "203.0.113.7").ShouldBe(43);
        Admits(visitors, form, "203.0.113.8").ShouldBe(0);
        Admits(visitors, FormOf(2), "203.0.113.7").ShouldBe(0);
        _clock.Now += TimeSpan.FromSeconds(42);
        Admits(visitors, form, "203.0.113.7").ShouldBe(1);
        _clock.Now += TimeSpan.FromSeconds(1);
        Admits(visitors, form, "203.0.113.7").ShouldBe(0);
    }

    [Fact]
    public void beyond_what_is_counted_the_rest_share_one_count()
    {
        var (visitors, form) = (new Visitors(new FormLimits { MostVisitors = 3 }, _clock), FormOf(1));
        Enumerable.Range(1, 6).Select(i => Admits(visitors, form, $"203.0.113.{i}") == 0).ShouldBe([true, true, true, true, false, false]);
        Admits(visitors, form, "203.0.113.1").ShouldBe(43, "who is counted stays counted");
    }

    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")]
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "192.0.2.77, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "192.0.2.77, 198.51.100.1 , 10.1.2.3", "198.51.100.1")]
    [InlineData("10.0.0.1", "10.0.0.9, 10.1.2.3", "10.0.0.9")]
    [InlineData("10.0.0.1", "198.51.100.1, unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::9", null, "2001:db8:1:2::")]
    public void the_address_is_the_connections_or_what_a_trusted_proxy_tells(string connection, string? told, string address) =>
        VisitorAddress.Of(From(connection, told), Limits).ShouldBe(IPAddress.Parse(address));

    [Fact]
    public void proxies_are_addresses_or_networks()
    {
        var limits = FormLimits.From(Settings("10.0.0.0/8", "192.0.2.1", "::1"));
        limits.TrustedProxies.Select(network => $"{network}").ShouldBe(["10.0.0.0/8", "192.0.2.1/32", "::1/128"]);
        Should.Throw<StartRefusedException>(() => FormLimits.From(Settings("proxy.example"))).Message.ShouldContain("proxy.example");
    }

    private static IConfiguration Settings(params string[] proxies) =>
        new ConfigurationBuilder().AddInMemoryCollection(proxies.Select((proxy, i) => KeyValuePair.Create($"Forms:TrustedProxies:{i}", (string?)proxy))).Build();

    /// <summary>0 when admitted, else the seconds to wait.</summary>
    private static int Admits(Visitors visitors, Form form, string address)
    {
        var http = From(address, null);
        try
        {
            visitors.Admit(http, form);
            return 0;
        }
        catch (ProblemException limited)
        {
            limited.Code.ShouldBe(Codes.TooManyRequests);
            return int.Parse(http.Response.Headers.RetryAfter.ToString());
        }
    }

    private static Form FormOf(int perMinute) => new(Guid.NewGuid(), "main", new FormDefinition { PerMinute = perMinute }, default);

    private static DefaultHttpContext From(string connection, string? told)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(connection) } };
        if (told is not null) http.Request.Headers["X-Forwarded-For"] = told;
        return http;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 10, 0, 17, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
