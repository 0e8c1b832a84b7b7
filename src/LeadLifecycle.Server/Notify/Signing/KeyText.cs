using System.Diagnostics.CodeAnalysis;

namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>Keys as Standard Webhooks writes them: a prefix that names the kind, then base64.</summary>
internal static class KeyText
{
    public static string Write(string prefix, ReadOnlySpan<byte> key) => prefix + Convert.ToBase64String(key);

    /// <summary>False for another prefix and for anything that is not exactly the base64 of its bytes, blanks included.</summary>
    public static bool TryRead(string prefix, string? text, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal)) return false;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[prefix.Length..], bytes, out var length)) return false;
        if (Write(prefix, bytes.AsSpan(0, length)) != text) return false;
        key = bytes[..length];
        return true;
    }
}
