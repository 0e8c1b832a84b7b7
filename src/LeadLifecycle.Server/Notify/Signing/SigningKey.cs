using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>
/// An ed25519 key, the scheme <c>v1a</c>: receivers check with the public half and share no secret with us. It is kept as
/// its 32-byte seed (RFC 8032), so that it is a value like the secret and nobody has to close it.
/// </summary>
public sealed class SigningKey : IWebhookKey
{
    public const string PrivatePrefix = "whsk_";
    public const string PublicPrefix = "whpk_";
    private const int SeedLength = 32;
    private static readonly SignatureAlgorithm s_ed25519 = SignatureAlgorithm.Ed25519;
    private readonly byte[] _seed;

    private SigningKey(byte[] seed)
    {
        _seed = seed;
        using var key = Open();
        PublicKey = KeyText.Write(PublicPrefix, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary><c>whpk_</c> and the base64 of the 32-byte public key.</summary>
    public string PublicKey { get; }

    public static SigningKey Generate() => new(RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>Reads <c>whsk_</c> and the base64 of a 32-byte seed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SigningKey? signingKey)
    {
        signingKey = KeyText.TryRead(PrivatePrefix, text, out var seed) && seed.Length == SeedLength ? new SigningKey(seed) : null;
        return signingKey is not null;
    }

    /// <exception cref="FormatException">It is no such key; the message does not repeat it.</exception>
    public static SigningKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"A signing key is {PrivatePrefix} and the base64 of {SeedLength} bytes.");

    /// <summary>The private key itself, for the box it is kept in.</summary>
    public string Reveal() => KeyText.Write(PrivatePrefix, _seed);

    public string Sign(ReadOnlySpan<byte> content)
    {
        using var key = Open();
        return "v1a," + Convert.ToBase64String(s_ed25519.Sign(key, content));
    }

    /// <summary>The public half, for logs.</summary>
    public override string ToString() => PublicKey;

    private Key Open() => Key.Import(s_ed25519, _seed, KeyBlobFormat.RawPrivateKey);
}
