using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>A keyed hash in a header; several, parted by spaces, may stand there while a secret changes.</summary>
/// <param name="Hash">HMAC of (key, text).</param>
/// <param name="IsBase64">How the hash is written; else in hexadecimal digits.</param>
/// <param name="KeyIsBase64">The secret is the base64 of the key, with or without <c>whsec_</c>; else its UTF-8.</param>
internal sealed record HmacSignature(string Header, Func<byte[], byte[], byte[]> Hash, bool IsBase64, string Prefix, bool KeyIsBase64, SignedText Text, SignedTime? Time) : ISignature
{
    public bool IsOn(Delivery delivery, string secret, DateTimeOffset now)
    {
        if (Time is not null && !Time.IsFresh(delivery, now)) return false;
        if (Key(secret) is not { } key || Text.Of(delivery, Time?.Header) is not { } text) return false;
        var expected = Hash(key, text);
        var found = false;
        foreach (var one in delivery.Headers[Header].SelectMany(given => (given ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))) found |= Decoded(one) is { } hash && CryptographicOperations.FixedTimeEquals(hash, expected);
        return found;
    }

    private byte[]? Key(string secret) => KeyIsBase64 ? FromBase64(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret[6..] : secret) : Encoding.UTF8.GetBytes(secret);

    private byte[]? Decoded(string given)
    {
        if (!given.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return IsBase64 ? FromBase64(given[Prefix.Length..]) : FromHex(given[Prefix.Length..]);
    }

    private static byte[]? FromHex(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static byte[]? FromBase64(string text) => Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
}
