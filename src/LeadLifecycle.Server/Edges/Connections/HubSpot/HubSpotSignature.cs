using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace LeadLifecycle.Server.Edges.Connections.HubSpot;

/// <summary>
/// HubSpot's request validation, all three versions (developers.hubspot.com, "Validating requests"); the secret is the app's client
/// secret. When version 3 is there it alone counts: it is the one that cannot be replayed later.
/// </summary>
internal static partial class HubSpotSignature
{
    private const string V3 = "X-HubSpot-Signature-v3";
    private const string V3Timestamp = "X-HubSpot-Request-Timestamp";
    private const string Older = "X-HubSpot-Signature";
    private const string OlderVersion = "X-HubSpot-Signature-Version";

    /// <summary>HubSpot asks to refuse what is older; clocks may differ as much the other way.</summary>
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    public static bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => delivery.Headers.ContainsKey(V3)
        ? IsRecent(delivery, now) && delivery.IsBase64(V3, OfV3(delivery, secret))
        : delivery.Header(OlderVersion) switch
        {
            "v1" => delivery.IsHex(Older, SHA256.HashData([.. SignedHeader.Utf8(secret), .. delivery.Body.Span])),
            "v2" => delivery.IsHex(Older, SHA256.HashData([.. SignedHeader.Utf8(secret + delivery.Method + delivery.Url.OriginalString), .. delivery.Body.Span])),
            _ => false,
        };

    private static byte[] OfV3(Delivery delivery, string secret)
    {
        byte[] signed = [.. SignedHeader.Utf8(delivery.Method + Decoded(delivery.Url.OriginalString)), .. delivery.Body.Span, .. SignedHeader.Utf8(delivery.Header(V3Timestamp) ?? "")];
        return HMACSHA256.HashData(SignedHeader.Utf8(secret), signed);
    }

    private static bool IsRecent(Delivery delivery, DateTimeOffset now) =>
        long.TryParse(delivery.Header(V3Timestamp), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && Math.Abs((decimal)milliseconds - now.ToUnixTimeMilliseconds()) <= (decimal)LongestAge.TotalMilliseconds;

    /// <summary>Version 3 signs the address with these escapes, and no others, undone.</summary>
    private static string Decoded(string url) => Escapes().Replace(url, escape => ((char)Convert.ToByte(escape.Value[1..], 16)).ToString());

    [GeneratedRegex("%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", RegexOptions.IgnoreCase)]
    private static partial Regex Escapes();
}
