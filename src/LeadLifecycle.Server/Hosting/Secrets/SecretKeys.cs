using LeadLifecycle.LocalPostgres;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Hosting.Secrets;

/// <summary>
/// The keys of the <see cref="SecretBox"/>: <c>Secrets:Key</c>, then <c>Secrets:Keys:0..n</c>, each the base64 of 32 bytes.
/// The first closes, all open. Development without one makes its own and keeps it in the checkout's unversioned folder.
/// </summary>
public static class SecretKeys
{
    private const int Length = 32;
    private const string Remedy = "Set Secrets__Key to the base64 of 32 random bytes (openssl rand -base64 32), the same on every node.";

    /// <param name="configuration">Of the service.</param>
    /// <param name="environment">Only development may make a key.</param>
    /// <param name="root">The checkout; null finds this program's.</param>
    /// <exception cref="StartRefusedException">There is no key outside development, or one that is none.</exception>
    public static IReadOnlyList<byte[]> Find(IConfiguration configuration, IHostEnvironment environment, string? root = null)
    {
        var given = (string?[])[configuration["Secrets:Key"], .. configuration.GetSection("Secrets:Keys").Get<string[]>() ?? []];
        var texts = given.Where(text => !string.IsNullOrEmpty(text)).ToArray();
        if (texts.Length > 0) return [.. texts.Select(text => Read(text!))];
        if (!environment.IsDevelopment()) throw new StartRefusedException($"Secrets at rest need a key. {Remedy}");
        try
        {
            return [Read(DevelopmentKey.In(UnversionedFolder.Of(root ?? CheckoutRoot.Find())))];
        }
        catch (Exception e) when (e is PrivatePostgresException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"A development key can be neither read nor made: {e.Message}. {Remedy}");
        }
    }

    private static byte[] Read(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == Length
            ? key[..length]
            : throw new StartRefusedException($"A key of Secrets is not the base64 of {Length} bytes. {Remedy}");
    }
}
