using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Proofs;

/// <summary>An ed25519 public key under a name, as C2SP signed-note writes it: <c>name+keyid+base64</c>.</summary>
/// <param name="Name">Whose; no space and no plus.</param>
/// <param name="Key">32 bytes.</param>
public sealed record NoteKey(string Name, byte[] Key)
{
    private const byte Ed25519 = 1;

    /// <summary>Names the key in a signature: the start of a hash over both.</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Ed25519, .. Key]));

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. Key])}";

    /// <exception cref="FormatException">It is no such key.</exception>
    public static NoteKey Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        var key = new byte[64];
        if (parts.Length == 3 && uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            && Convert.TryFromBase64String(parts[2], key, out var length) && length == 33 && key[0] == Ed25519 && new NoteKey(parts[0], key[1..33]) is var read && read.Id == id)
        {
            return read;
        }

        throw new FormatException("A key is written name+keyid+base64, as GET /v1/audit/key answers it.");
    }
}

/// <summary>A text with signatures below it (C2SP signed-note).</summary>
/// <param name="Text">What is signed, with its last line feed.</param>
/// <param name="Signatures">Key name, key id and 64 bytes each.</param>
public sealed record SignedNote(string Text, IReadOnlyList<(string Name, uint Id, byte[] Signature)> Signatures)
{
    private const string Dash = "— ";

    /// <param name="sign">ed25519 over bytes with the private half of <paramref name="key"/>.</param>
    public static SignedNote Sign(string text, NoteKey key, Func<byte[], byte[]> sign) => new(text, [(key.Name, key.Id, sign(Encoding.UTF8.GetBytes(text)))]);

    /// <summary>Whether one of the signatures is the key's and right.</summary>
    /// <param name="verify">ed25519: public key, content, signature.</param>
    public bool IsSignedBy(NoteKey key, Func<byte[], byte[], byte[], bool> verify) =>
        Signatures.Any(one => one.Name == key.Name && one.Id == key.Id && verify(key.Key, Encoding.UTF8.GetBytes(Text), one.Signature));

    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, id, signature) in Signatures)
        {
            var bytes = new byte[4 + signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
            signature.CopyTo(bytes, 4);
            note.Append(Dash).Append(name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return note.ToString();
    }

    /// <exception cref="FormatException">It is no signed note.</exception>
    public static SignedNote Parse(string note)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) throw new FormatException("It is no signed note: a text, an empty line and signatures.");
        var signatures = new List<(string, uint, byte[])>();
        foreach (var line in note[(end + 2)..^1].Split('\n'))
        {
            var bytes = new byte[128];
            if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var signature]
                || !Convert.TryFromBase64String(signature, bytes, out var length) || length < 5)
            {
                throw new FormatException("It is no signed note: a line below the empty one is no signature.");
            }

            signatures.Add((name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length]));
        }

        return new SignedNote(note[..(end + 1)], signatures);
    }
}
