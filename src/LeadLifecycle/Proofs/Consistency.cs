namespace LeadLifecycle.Proofs;

/// <summary>That a tree has grown from an earlier one and nothing in it was changed (RFC 6962 §2.1.2).</summary>
public static class Consistency
{
    /// <summary>The ranges whose roots are the proof, in its order; none where the earlier tree is empty or the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier is the larger.</exception>
    public static IReadOnlyList<LeafRange> Proof(long earlier, long later)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, later);
        var ranges = new List<LeafRange>();
        if (earlier == 0 || earlier == later) return ranges;
        var (from, to, whole) = (0L, later, true);
        while (earlier != to)
        {
            var middle = from + Inclusion.Split(to - from);
            if (earlier <= middle)
            {
                ranges.Add(new LeafRange(middle, to));
                to = middle;
            }
            else
            {
                ranges.Add(new LeafRange(from, middle));
                (from, whole) = (middle, false);
            }
        }

        // The earlier root itself is known to whoever checks.
        if (!whole) ranges.Add(new LeafRange(from, to));
        ranges.Reverse();
        return ranges;
    }

    /// <summary>Whether the proof leads to both roots (RFC 9162 §2.1.4.2).</summary>
    public static bool Holds(long earlier, byte[] earlierRoot, long later, byte[] laterRoot, IReadOnlyList<byte[]> proof)
    {
        if (earlier < 0 || earlier > later) return false;
        if (earlier == 0) return proof.Count == 0 && earlierRoot.AsSpan().SequenceEqual(Merkle.EmptyRoot);
        if (earlier == later) return proof.Count == 0 && earlierRoot.AsSpan().SequenceEqual(laterRoot);
        var path = (earlier & (earlier - 1)) == 0 ? [earlierRoot, .. proof] : proof.ToList();
        if (path.Count == 0) return false;
        var (at, last) = (earlier - 1, later - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        var (old, grown) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                (old, grown) = (Merkle.Node(hash, old), Merkle.Node(hash, grown));
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                grown = Merkle.Node(grown, hash);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && old.AsSpan().SequenceEqual(earlierRoot) && grown.AsSpan().SequenceEqual(laterRoot);
    }
}
