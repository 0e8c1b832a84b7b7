namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>When a delivery was signed; one much older, or of the future, is refused, so that a delivery somebody kept cannot come again.</summary>
internal sealed record SignedTime(string Header, ITimeForm Form, TimeSpan Tolerance)
{
    public bool IsFresh(Delivery delivery, DateTimeOffset now) =>
        delivery.Headers[Header] is [{ } given] && Form.Read(given) is { } signed && (now - signed).Duration() <= Tolerance;
}
