using System.Security.Cryptography;
using LeadLifecycle.Server.Edges.Connections.Reading;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>
/// How the forwarder shows that it holds the secret: by HMAC-SHA256 over the body, in hex or base64, or, where it can only set a header
/// (Event Relay through Amazon EventBridge), by the secret itself, alone or after <c>Bearer</c>.
/// </summary>
/// <param name="Header">That says so.</param>
/// <param name="IsToken">The header holds the secret and signs nothing.</param>
internal sealed record ForwarderSignature(string Header, bool IsToken)
{
    private const string Hmac = "hmac-sha256";
    private const string Token = "token";
    private const string Bearer = "Bearer ";

    public static ForwarderSignature Read(Members mapping)
    {
        if (mapping.Object("signature") is not { } signature) return new ForwarderSignature("X-Signature", IsToken: false);
        var kind = signature.Text("kind") ?? Hmac;
        if (kind is not (Hmac or Token)) throw signature.Malformed("kind", $"is none of {Hmac}, {Token}");
        var header = signature.Text("header") ?? (kind == Token ? "Authorization" : "X-Signature");
        if (header.Length == 0 || !header.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw signature.Malformed("header", "is no name of a header");
        signature.Done();
        return new ForwarderSignature(header, kind == Token);
    }

    public bool IsOn(Delivery delivery, string secret)
    {
        if (IsToken) return delivery.Header(Header) is { } said && CryptographicOperations.FixedTimeEquals(Signatures.Utf8(WithoutScheme(said)), Signatures.Utf8(secret));
        var expected = HMACSHA256.HashData(Signatures.Utf8(secret), delivery.Body.Span);
        return delivery.IsHex(Header, expected) || delivery.IsBase64(Header, expected);
    }

    private static string WithoutScheme(string said) => said.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? said[Bearer.Length..] : said;
}
