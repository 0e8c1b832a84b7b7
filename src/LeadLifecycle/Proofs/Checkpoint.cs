using System.Globalization;

namespace LeadLifecycle.Proofs;

/// <summary>What a log was at an instant, as C2SP tlog-checkpoint writes it; a signature over it is a <see cref="SignedNote"/>.</summary>
/// <param name="Origin">Which log; one workspace of one installation.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">Of the tree of that size.</param>
/// <param name="Extensions">Further lines, signed with the rest; the first says when.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, IReadOnlyList<string> Extensions)
{
    /// <summary>What is signed; it ends with a line feed.</summary>
    public string Text => string.Concat(((string[])[Origin, Size.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Root), .. Extensions]).Select(line => line + "\n"));

    /// <exception cref="FormatException">It is no checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        var root = new byte[Merkle.HashLength + 1];
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Length == 0)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || lines[1] != size.ToString(CultureInfo.InvariantCulture)
            || !Convert.TryFromBase64String(lines[2], root, out var length) || length != Merkle.HashLength)
        {
            throw new FormatException("It is no checkpoint: the lines origin, size and root, in this order, each ended by a line feed.");
        }

        return new Checkpoint(lines[0], size, root[..Merkle.HashLength], lines[3..^1]);
    }
}
