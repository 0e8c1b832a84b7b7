using LeadLifecycle.Proofs;

namespace LeadLifecycle.Specs.Proofs;

/// <summary>The tree of RFC 6962, by known answers and against the definition itself.</summary>
public sealed class MerkleSpecs
{
    private static readonly byte[][] Known =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(hex => Merkle.Leaf(Convert.FromHexString(hex)))];

    [Fact]
    public void the_known_root_of_eight_leaves() =>
        Convert.ToHexStringLower(Definition(Known)).ShouldBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    [Fact]
    public void the_known_proof_that_eight_grew_from_one() =>
        Consistency.Proof(1, 8).Select(range => Convert.ToBase64String(RootOf(Known, range))).ShouldBe(
            ["lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=", "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=", "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="]);

    [Fact]
    public void a_growing_edge_has_the_root_of_the_definition_at_every_size()
    {
        var leaves = Leaves(70);
        var frontier = new Frontier();
        for (var size = 0; size <= leaves.Length; size++)
        {
            frontier.Root().ShouldBe(Definition(leaves.AsSpan(0, size)));
            new Frontier(frontier.Size, frontier.State).Root().ShouldBe(frontier.Root());
            if (size < leaves.Length) frontier.Append(leaves[size]);
        }

        Merkle.Root(leaves.SelectMany(leaf => leaf).ToArray()).ShouldBe(Definition(leaves));
    }

    [Fact]
    public void whole_subtrees_are_appended_like_their_leaves()
    {
        var leaves = Leaves(45);
        var frontier = new Frontier();
        for (var at = 0; at < 40; at += 8) frontier.AppendSubtree(Definition(leaves.AsSpan(at, 8)), 3);
        foreach (var leaf in leaves.Skip(40)) frontier.Append(leaf);
        frontier.Root().ShouldBe(Definition(leaves));
        Should.Throw<ArgumentException>(() => frontier.AppendSubtree(leaves[0], 3));
    }

    [Fact]
    public void every_leaf_of_every_size_is_proven_and_no_other()
    {
        var leaves = Leaves(33);
        for (var size = 1; size <= leaves.Length; size++)
        {
            var root = Definition(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                byte[][] proof = [.. Inclusion.Proof(index, size).Select(range => RootOf(leaves, range))];
                Inclusion.Holds(leaves[index], index, size, proof, root).ShouldBeTrue($"{index} of {size}");
                Inclusion.Holds(Merkle.Leaf([1]), index, size, proof, root).ShouldBeFalse();
                Inclusion.Holds(leaves[index], index, size, [.. proof, root], root).ShouldBeFalse();
                Inclusion.Holds(leaves[index], index, size, proof, Merkle.EmptyRoot).ShouldBeFalse();
                if (proof.Length > 0) Inclusion.Holds(leaves[index], index, size, proof[1..], root).ShouldBeFalse();
                Enumerable.Range(0, size).Where(other => other != index).ShouldAllBe(other => !Inclusion.Holds(leaves[index], other, size, proof, root));
            }
        }
    }

    [Fact]
    public void every_growth_is_proven_and_no_change()
    {
        var leaves = Leaves(33);
        for (var later = 0; later <= leaves.Length; later++)
        {
            var grown = Definition(leaves.AsSpan(0, later));
            for (var earlier = 0; earlier <= later; earlier++)
            {
                byte[][] proof = [.. Consistency.Proof(earlier, later).Select(range => RootOf(leaves, range))];
                var old = Definition(leaves.AsSpan(0, earlier));
                Consistency.Holds(earlier, old, later, grown, proof).ShouldBeTrue($"{earlier} to {later}");
                if (earlier == 0) continue;
                byte[][] changed = [.. leaves.Take(earlier - 1), Merkle.Leaf([9])];
                Consistency.Holds(earlier, Definition(changed), later, grown, proof).ShouldBeFalse($"{earlier} to {later}");
                Consistency.Holds(earlier, old, later, Merkle.EmptyRoot, proof).ShouldBeFalse();
                Consistency.Holds(earlier, old, later, grown, [.. proof, old]).ShouldBeFalse();
            }
        }
    }

    /// <summary>MTH of RFC 6962 §2.1, word for word.</summary>
    private static byte[] Definition(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return Merkle.EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length) k *= 2;
        return Merkle.Node(Definition(leaves[..k]), Definition(leaves[k..]));
    }

    private static byte[] RootOf(byte[][] leaves, LeafRange range) => Definition(leaves.AsSpan((int)range.From, (int)(range.To - range.From)));

    private static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => Merkle.Leaf([(byte)i, 7]))];
}
