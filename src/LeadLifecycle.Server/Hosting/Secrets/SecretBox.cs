using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Hosting.Secrets;

/// <summary>
/// Keeps secrets at rest with AES-256-GCM. A box is: format (1 byte), key id (4), nonce (12), tag (16), ciphertext. The
/// purpose is bound in, so a box put in another's place does not open.
/// </summary>
/// <param name="keys">32 bytes each: the first closes, every one opens, so that keys can be changed one start at a time.</param>
public sealed class SecretBox(params IReadOnlyList<byte[]> keys)
{
    private const byte Format = 1;
    private const int IdLength = 4;
    private const int HeaderLength = 1 + IdLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int SealedAt = HeaderLength + NonceLength + TagLength;

    public byte[] Protect(byte[] plain, string purpose = "")
    {
        var box = new byte[SealedAt + plain.Length];
        box[0] = Format;
        IdOf(keys[0]).CopyTo(box, 1);
        RandomNumberGenerator.Fill(box.AsSpan(HeaderLength, NonceLength));
        using var aes = new AesGcm(keys[0], TagLength);
        aes.Encrypt(box.AsSpan(HeaderLength, NonceLength), plain, box.AsSpan(SealedAt), box.AsSpan(HeaderLength + NonceLength, TagLength), Bound(box, purpose));
        return box;
    }

    /// <exception cref="UnreadableSecretException">No key of ours closed it, it was changed, or it was meant for another purpose.</exception>
    public byte[] Unprotect(byte[] box, string purpose = "")
    {
        if (box.Length < SealedAt || box[0] != Format) throw new UnreadableSecretException("It is no box of a format this version knows.");
        var key = keys.FirstOrDefault(one => IdOf(one).AsSpan().SequenceEqual(box.AsSpan(1, IdLength)))
            ?? throw new UnreadableSecretException($"It was closed with key {Convert.ToHexStringLower(box.AsSpan(1, IdLength))}, which is not configured; add it to Secrets:Keys.");
        var plain = new byte[box.Length - SealedAt];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(box.AsSpan(HeaderLength, NonceLength), box.AsSpan(SealedAt), box.AsSpan(HeaderLength + NonceLength, TagLength), plain, Bound(box, purpose));
            return plain;
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new UnreadableSecretException("It was changed, or closed for another purpose.", changed);
        }
    }

    private static byte[] Bound(byte[] box, string purpose) => [.. box.AsSpan(0, HeaderLength), .. Encoding.UTF8.GetBytes(purpose)];

    // Names a key without telling anything of it: the start of a keyed hash.
    private static byte[] IdOf(byte[] key) => HMACSHA256.HashData(key, "leads: key id"u8)[..IdLength];
}

/// <summary>A kept secret cannot be opened; the message says nothing of its content.</summary>
public sealed class UnreadableSecretException(string message, Exception? cause = null) : Exception(message, cause);
