using System.Security.Cryptography;
using LeadLifecycle.LocalPostgres;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Secrets;

/// <summary>
/// Encrypts what a database dump must not give away (AES-256-GCM). The key is <c>Secrets:Key</c>, base64 of 32 bytes; in
/// development, when none is set, a file of this checkout's data folder.
/// </summary>
internal sealed class SecretBox(IConfiguration configuration, IHostEnvironment environment)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Lazy<byte[]> _key = new(() => FindKey(configuration, environment));

    /// <exception cref="ProblemException">No key is configured.</exception>
    public byte[] Protect(byte[] plain)
    {
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_key.Value, TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return box;
    }

    /// <exception cref="CryptographicException">It was made with another key, or changed.</exception>
    public byte[] Unprotect(byte[] box)
    {
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key.Value, TagLength);
        aes.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), plain);
        return plain;
    }

    private static byte[] FindKey(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Secrets:Key"] is { Length: > 0 } given) return Convert.FromBase64String(given);
        if (!environment.IsDevelopment()) throw new ProblemException(Codes.SecretsKeyMissing, "Secrets cannot be kept: set Secrets:Key to base64 of 32 random bytes.");
        var file = Path.Combine(CheckoutRoot.Find(), ".data", "secrets.key");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file)) Make(file);
        return File.ReadAllBytes(file);
    }

    /// <summary>Whole at once, so that of two that start together one makes it and both read the same.</summary>
    private static void Make(string file)
    {
        var mine = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(mine, RandomNumberGenerator.GetBytes(32));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(mine, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(mine, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(mine);
        }
    }
}
