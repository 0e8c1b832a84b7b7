using System.Security.Cryptography;

namespace LeadLifecycle.Proofs;

/// <summary>The hashes of RFC 6962: leaves and nodes are told apart, so that none can pass for the other.</summary>
public static class Merkle
{
    /// <summary>Bytes of a hash (SHA-256).</summary>
    public const int HashLength = 32;

    public static byte[] EmptyRoot => SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var framed = new byte[entry.Length + 1];
        entry.CopyTo(framed.AsSpan(1));
        return SHA256.HashData(framed);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> framed = stackalloc byte[1 + (2 * HashLength)];
        framed[0] = 1;
        left.CopyTo(framed[1..]);
        right.CopyTo(framed[(1 + HashLength)..]);
        return SHA256.HashData(framed);
    }

    /// <summary>Of leaf hashes one after another.</summary>
    /// <param name="leaves">A multiple of <see cref="HashLength"/> bytes.</param>
    public static byte[] Root(ReadOnlySpan<byte> leaves)
    {
        var frontier = new Frontier();
        for (var at = 0; at < leaves.Length; at += HashLength) frontier.Append(leaves.Slice(at, HashLength).ToArray());
        return frontier.Root();
    }
}
