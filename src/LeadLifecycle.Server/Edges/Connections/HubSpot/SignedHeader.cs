using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Edges.Connections.HubSpot;

/// <summary>Compares a header with the hash it should hold, in constant time; one that is absent, stands twice or is no such text does not hold it.</summary>
internal static class SignedHeader
{
    public static bool IsHex(this Delivery delivery, string header, ReadOnlySpan<byte> expected) =>
        delivery.Header(header) is { } text && text.Length == 2 * expected.Length && text.All(char.IsAsciiHexDigit)
        && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(text), expected);

    public static bool IsBase64(this Delivery delivery, string header, ReadOnlySpan<byte> expected)
    {
        var bytes = new byte[expected.Length];
        return delivery.Header(header) is { } text && Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes, expected);
    }

    public static string? Header(this Delivery delivery, string name) => delivery.Headers[name] is [{ Length: > 0 } one] ? one : null;

    /// <summary>Of a secret or a text that is signed with the body.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
