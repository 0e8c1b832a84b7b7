using LeadLifecycle.Server.Edges.Connections.Api;
using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>The address as a vendor called it.</summary>
public sealed class HookAddressTests
{
    [Theory]
    [InlineData(null, "http://10.0.0.7:5000/hooks/generic/x?a=%20b")]
    [InlineData("", "http://10.0.0.7:5000/hooks/generic/x?a=%20b")]
    [InlineData("https://leads.example", "https://leads.example/hooks/generic/x?a=%20b")]
    [InlineData("https://example.com/leads/", "https://example.com/leads/hooks/generic/x?a=%20b")]
    public void it_is_below_the_public_one_when_there_is_one(string? publicUrl, string expected)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host, request.Path, request.QueryString) = ("http", new HostString("10.0.0.7:5000"), "/hooks/generic/x", new QueryString("?a=%20b"));
        Find(publicUrl).Of(request).OriginalString.ShouldBe(expected);
    }

    [Theory]
    [InlineData("leads.example")]
    [InlineData("ftp://leads.example")]
    [InlineData("https://leads.example/?x=1")]
    public void another_is_refused_at_the_start(string publicUrl) => Should.Throw<StartRefusedException>(() => Find(publicUrl));

    private static HookAddress Find(string? publicUrl) =>
        HookAddress.Find(new ConfigurationBuilder().AddInMemoryCollection([new("Hooks:PublicUrl", publicUrl)]).Build());
}
