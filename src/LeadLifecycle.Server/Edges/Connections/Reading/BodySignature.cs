using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>The commonest signature: a keyed hash over the body and nothing else; the key is the secret as it is written.</summary>
internal static class BodySignature
{
    public static ISignature Of(string header, Func<byte[], byte[], byte[]> hash, bool isBase64) =>
        new HmacSignature(header, hash, isBase64, Prefix: "", KeyIsBase64: false, SignedText.Parse("{body}", out _)!, Time: null);
}
