using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The id of a fact that has none of its own: a hash over the row's columns, so that identical rows are one fact. Columns
/// are taken by name, each name and value with its length in front: their order does not matter, and no two rows blur.
/// </summary>
public sealed class RowId
{
    private readonly (int Index, byte[] Name)[] columns;

    public RowId(IReadOnlyList<string> header, IEnumerable<string> hashed) =>
        columns = [.. hashed
            .Order(StringComparer.Ordinal)
            .Select(name => (header.ToList().IndexOf(name), Encoding.UTF8.GetBytes(name)))];

    /// <summary>The first 128 bits of the SHA-256, as 32 hexadecimal digits.</summary>
    /// <param name="fact">Tells the facts of one row apart; empty where a row gives only one.</param>
    public string Of(string[] row, string fact)
    {
        var size = 8 + Encoding.UTF8.GetMaxByteCount(fact.Length) + columns.Sum(c => 8 + c.Name.Length + Encoding.UTF8.GetMaxByteCount(row[c.Index].Length));
        var rented = ArrayPool<byte>.Shared.Rent(size);
        var at = 0;
        foreach (var (index, name) in columns)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rented.AsSpan(at), name.Length);
            name.CopyTo(rented, at + 4);
            at = Put(row[index], rented, at + 4 + name.Length);
        }

        at = fact.Length == 0 ? at : Put(fact, rented, at);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, at), hash);
        ArrayPool<byte>.Shared.Return(rented);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static int Put(string text, byte[] target, int at)
    {
        var length = Encoding.UTF8.GetBytes(text, target.AsSpan(at + 4));
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at), length);
        return at + 4 + length;
    }
}
