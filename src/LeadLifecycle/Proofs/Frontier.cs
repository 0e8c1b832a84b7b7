using System.Numerics;

namespace LeadLifecycle.Proofs;

/// <summary>
/// The right edge of a growing tree: the root of each perfect subtree, largest first, one for each bit of the size. It is all that is
/// needed to append and to know the root, however many leaves there are.
/// </summary>
public sealed class Frontier
{
    private readonly List<byte[]> _subtrees = [];

    public Frontier()
    {
    }

    /// <param name="size">Leaves so far.</param>
    /// <param name="state">As <see cref="State"/> gave it.</param>
    /// <exception cref="ArgumentException">The two do not belong together.</exception>
    public Frontier(long size, ReadOnlySpan<byte> state)
    {
        if (state.Length != BitOperations.PopCount((ulong)size) * Merkle.HashLength) throw new ArgumentException($"{state.Length} bytes are no edge of {size} leaves.", nameof(state));
        Size = size;
        for (var at = 0; at < state.Length; at += Merkle.HashLength) _subtrees.Add(state.Slice(at, Merkle.HashLength).ToArray());
    }

    /// <summary>Leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes one after another, to be kept beside <see cref="Size"/>.</summary>
    public byte[] State => [.. _subtrees.SelectMany(hash => hash)];

    public void Append(byte[] leaf) => AppendSubtree(leaf, 0);

    /// <summary>Appends a whole perfect subtree.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="level">It has 2^level leaves; the size so far is a multiple of that.</param>
    public void AppendSubtree(byte[] root, int level)
    {
        if ((Size & ((1L << level) - 1)) != 0) throw new ArgumentException($"A subtree of level {level} cannot stand at {Size}.", nameof(level));
        var hash = root;
        for (var rest = Size >> level; (rest & 1) == 1; rest >>= 1)
        {
            hash = Merkle.Node(_subtrees[^1], hash);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }

        _subtrees.Add(hash);
        Size += 1L << level;
    }

    public byte[] Root()
    {
        if (_subtrees.Count == 0) return Merkle.EmptyRoot;
        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--) root = Merkle.Node(_subtrees[i], root);
        return root;
    }
}
