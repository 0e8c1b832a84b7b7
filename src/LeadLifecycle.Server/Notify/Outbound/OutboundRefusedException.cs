namespace LeadLifecycle.Server.Notify.Outbound;

/// <summary>A delivery was not sent because of where it would have gone. Says nothing of the addresses behind a name.</summary>
public sealed class OutboundRefusedException(OutboundRefusal refusal) : HttpRequestException(HttpRequestError.ConnectionError, refusal.Detail)
{
    /// <summary>As in <see cref="OutboundRefusal"/>; <c>address</c> when the name leads to an address that is not public.</summary>
    public string Code { get; } = refusal.Code;
}
