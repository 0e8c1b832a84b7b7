namespace LeadLifecycle.Server.Notify.Signing;

/// <summary>What an endpoint's deliveries are signed with: a shared secret, or a key whose public half anybody may hold.</summary>
public interface IWebhookKey
{
    /// <summary>One signature as it stands in <c>webhook-signature</c>: the scheme, a comma, base64.</summary>
    string Sign(ReadOnlySpan<byte> content);
}
