using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Notify.Channels;

/// <summary>The three headers of Standard Webhooks 1.0.</summary>
internal static class WebhookHeaders
{
    /// <param name="secrets">All that are valid now; while one is being rotated out both sign.</param>
    public static IEnumerable<(string Name, string Value)> Of(Message message, IReadOnlyList<byte[]> secrets, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        return
        [
            ("webhook-id", message.Id),
            ("webhook-timestamp", $"{timestamp}"),
            ("webhook-signature", string.Join(' ', secrets.Select(secret => Sign(message, timestamp, secret)))),
        ];
    }

    private static string Sign(Message message, long timestamp, byte[] secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{timestamp}."), .. message.Body.Span];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed));
    }
}
