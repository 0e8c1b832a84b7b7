using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Cli.Import;

/// <summary>The lead keys seen in a file, as 128-bit hashes: millions of keys in bounded memory.</summary>
public sealed class KeySet
{
    private readonly HashSet<UInt128> keys = [];

    public void Add(string key) => keys.Add(Hash(key));

    public bool Contains(string key) => keys.Contains(Hash(key));

    private static UInt128 Hash(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
