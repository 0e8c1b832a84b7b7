using System.Security.Cryptography;

namespace LeadLifecycle.Server.Notify;

/// <summary>A signing secret as people pass it on: <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
internal static class SigningSecret
{
    private const string Prefix = "whsec_";

    public static byte[] Make() => RandomNumberGenerator.GetBytes(32);

    public static string Text(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>Null when it is no such secret.</summary>
    public static byte[]? Parse(string text)
    {
        var bytes = new byte[64];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= 24 ? bytes[..length] : null;
    }
}
