namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>How a delivery proves that it comes from the holder of the secret.</summary>
internal interface ISignature
{
    bool IsOn(Delivery delivery, string secret, DateTimeOffset now);
}

/// <summary>Said outright: whoever knows the address may deliver.</summary>
internal sealed record Unsigned : ISignature
{
    public bool IsOn(Delivery delivery, string secret, DateTimeOffset now) => true;
}
