using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadLifecycle.Server.Tests.Edges.Connections.Generic;

/// <summary>Signatures as they are seen with vendors.</summary>
public sealed class SignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");

    [Theory]
    [InlineData("sha256", "hex", "d4c82751afc7f027ff8c7f738499137aa8e1ee34b33928ab60ef42ccd442c1f1")]
    [InlineData("sha1", "hex", "0DC33C37DB6F4D46CD4B57D71B1CC5F963C97555")]
    [InlineData("sha512", "base64", "IOwlKuQ73aomN9rzbRdJ2I8g0La9mV2R9nNF5zHjWyLS1eWGu58qHo4dLjMKyi4CBpkXA8G9Cf9CZQySk+nQrw==")]
    public void a_keyed_hash_of_the_body(string algorithm, string encoding, string text)
    {
        var signature = Read($$"""{"scheme":"hmac","header":"X-Hub-Signature","prefix":"{{algorithm}}=","algorithm":"{{algorithm}}","encoding":"{{encoding}}"}""");

        signature.IsOn(Delivered(("x-hub-signature", $"{algorithm}={text}")), "a secret", default).ShouldBeTrue();
        signature.IsOn(Delivered(("x-hub-signature", text)), "a secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(("x-hub-signature", $"{algorithm}={text}")), "another secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(("x-hub-signature", $"{algorithm}=")), "a secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(("x-hub-signature", $"{algorithm}=%%%")), "a secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(), "a secret", default).ShouldBeFalse();
    }

    [Fact]
    public void the_vector_of_standard_webhooks()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var signature = Read("""
            {"scheme":"hmac","header":"webhook-signature","prefix":"v1,","algorithm":"sha256","encoding":"base64","key":"base64",
             "timestamp":{"header":"webhook-timestamp"},"signed":"{header:webhook-id}.{timestamp}.{body}"}
            """);
        (string, string)[] headers = [("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"), ("webhook-signature", "v1,b2xk v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")];
        var then = DateTimeOffset.FromUnixTimeSeconds(1614265330);

        signature.IsOn(Delivered(headers), secret, then.AddMinutes(5)).ShouldBeTrue();
        signature.IsOn(Delivered(headers), secret, then.AddMinutes(-5)).ShouldBeTrue();
        signature.IsOn(Delivered(headers), secret, then.AddMinutes(5).AddSeconds(1)).ShouldBeFalse();
        signature.IsOn(Delivered(headers), "not base64!", then).ShouldBeFalse();
        signature.IsOn(Delivered(headers[1..]), secret, then).ShouldBeFalse();
        signature.IsOn(Delivered([headers[0], headers[2]]), secret, then).ShouldBeFalse();
        signature.IsOn(Delivered([.. headers, ("webhook-timestamp", "1614265331")]), secret, then).ShouldBeFalse();
    }

    [Fact]
    public void method_and_address_can_be_signed()
    {
        var signature = Read("""{"scheme":"hmac","header":"X","algorithm":"sha256","encoding":"hex","signed":"{method} {url} {body} {"}""");
        var hash = HMACSHA256.HashData("k"u8, (byte[])[.. "POST https://leads.example/hooks/generic/x?a=1 "u8, .. Body, .. " {"u8]);
        signature.IsOn(Delivered(("X", Convert.ToHexString(hash))), "k", default).ShouldBeTrue();
    }

    [Fact]
    public void a_token_is_the_secret_itself()
    {
        var signature = Read("""{"scheme":"token","header":"Authorization","prefix":"Bearer "}""");
        signature.IsOn(Delivered(("authorization", "Bearer a secret")), "a secret", default).ShouldBeTrue();
        signature.IsOn(Delivered(("authorization", "a secret")), "a secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(("authorization", "Bearer a secreT")), "a secret", default).ShouldBeFalse();
        signature.IsOn(Delivered(), "a secret", default).ShouldBeFalse();
    }

    private static ISignature Read(string signature)
    {
        using var json = JsonDocument.Parse($$"""{"signature":{{signature}}}""");
        return SignatureReader.Read(new Members(json.RootElement, ""));
    }

    private static Delivery Delivered(params (string Name, string Value)[] headers)
    {
        var given = new HeaderDictionary();
        foreach (var (name, value) in headers) given.Append(name, value);
        return new Delivery("POST", new Uri("https://leads.example/hooks/generic/x?a=1"), given, Body);
    }
}
