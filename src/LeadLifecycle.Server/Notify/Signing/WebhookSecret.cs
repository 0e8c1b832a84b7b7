using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>The secret an endpoint shares with us, 24 to 64 bytes; it signs with HMAC-SHA256, the scheme <c>v1</c>.</summary>
public sealed class WebhookSecret : IWebhookKey
{
    public const string Prefix = "whsec_";
    public const int Shortest = 24;
    public const int Longest = 64;
    private const int Generated = 32;
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(Generated));

    /// <summary>Reads <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = KeyText.TryRead(Prefix, text, out var key) && key.Length is >= Shortest and <= Longest ? new WebhookSecret(key) : null;
        return secret is not null;
    }

    /// <exception cref="FormatException">It is no such secret; the message does not repeat it.</exception>
    public static WebhookSecret Parse(string text) =>
        TryParse(text, out var secret) ? secret : throw new FormatException($"A webhook secret is {Prefix} and the base64 of {Shortest} to {Longest} bytes.");

    /// <summary>The secret itself: for its owner, once, and for the box it is kept in.</summary>
    public string Reveal() => KeyText.Write(Prefix, _key);

    public string Sign(ReadOnlySpan<byte> content) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, content));

    /// <summary>Nothing of the secret, for logs.</summary>
    public override string ToString() => Prefix + "…";
}
