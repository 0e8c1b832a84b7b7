using NSec.Cryptography;

namespace LeadLifecycle.Cli.Audit;

internal static class Signatures
{
    /// <summary>ed25519: whether a signature over a content is the key's; a key that is none signs nothing.</summary>
    public static bool Verify(byte[] key, byte[] content, byte[] signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey, out var known) && SignatureAlgorithm.Ed25519.Verify(known!, content, signature);
}
