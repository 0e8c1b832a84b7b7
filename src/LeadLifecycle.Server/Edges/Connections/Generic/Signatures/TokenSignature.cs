using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>The secret itself in a header, after a prefix such as <c>Bearer </c>; it covers no body.</summary>
internal sealed record TokenSignature(string Header, string Prefix) : ISignature
{
    public bool IsOn(Delivery delivery, string secret, DateTimeOffset now)
    {
        // Hashes have one length, so that comparing tells nothing of the secret's.
        var expected = SHA256.HashData(Encoding.UTF8.GetBytes(Prefix + secret));
        var found = false;
        foreach (var given in delivery.Headers[Header]) found |= CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), expected);
        return found;
    }
}
