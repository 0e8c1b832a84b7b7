using System.Globalization;
using System.Text;

namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>Standard Webhooks 1.0: the three headers of a delivery, signed over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <param name="id">Of the message, the same at every attempt; no full stop in it, which parts what is signed.</param>
    /// <param name="timestamp">Of this attempt; sent as whole seconds since 1970, UTC.</param>
    /// <param name="body">Exactly the bytes that are sent.</param>
    /// <param name="keys">Every active key, each giving one signature: during a rotation the new secret and the old.</param>
    /// <exception cref="ArgumentException">The id would break the headers or the signed text, or there is no key.</exception>
    public static IReadOnlyDictionary<string, string> Headers(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, params IReadOnlyCollection<IWebhookKey> keys)
    {
        if (id.Length == 0 || id.Any(c => c is <= ' ' or > '~' or '.')) throw new ArgumentException("A message id is visible ASCII without a full stop.", nameof(id));
        if (keys.Count == 0) throw new ArgumentException("A delivery is never sent unsigned.", nameof(keys));

        var seconds = timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{seconds}."), .. body];
        return new Dictionary<string, string>
        {
            [IdHeader] = id,
            [TimestampHeader] = seconds,
            [SignatureHeader] = string.Join(' ', keys.Select(key => key.Sign(content))),
        };
    }
}
