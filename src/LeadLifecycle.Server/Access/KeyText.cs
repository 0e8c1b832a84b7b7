using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Access;

/// <summary>A key as it is sent: <c>ll_ID_SECRET</c>, the id public, the secret 256 random bits in base64url.</summary>
internal static class KeyText
{
    public const string Prefix = "ll_";
    private const int IdLength = 12;
    private const int SecretBytes = 32;
    private const int SecretAt = 3 + IdLength + 1;

    /// <summary>As long as every key is: 43 characters of secret.</summary>
    private const int Length = SecretAt + 43;

    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    /// <summary>A new secret for the key of this id.</summary>
    public static string Make(string id) => $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>What is kept of it. The secret is 256 random bits, so a plain hash cannot be guessed back.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    /// <summary>The public part; false when the text has not the form of a key.</summary>
    public static bool TryReadId(ReadOnlySpan<char> key, out ReadOnlySpan<char> id)
    {
        id = default;
        if (key.Length != Length || !key.StartsWith(Prefix, StringComparison.Ordinal) || key[SecretAt - 1] != '_' || !Ascii.IsValid(key)) return false;
        id = key.Slice(Prefix.Length, IdLength);
        return true;
    }

    /// <summary>Compares in a time that says nothing of where they differ.</summary>
    public static bool Matches(ReadOnlySpan<char> key, ReadOnlySpan<byte> hash)
    {
        Span<byte> text = stackalloc byte[Length];
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.ASCII.GetBytes(key, text)], computed);
        return CryptographicOperations.FixedTimeEquals(computed, hash);
    }
}
