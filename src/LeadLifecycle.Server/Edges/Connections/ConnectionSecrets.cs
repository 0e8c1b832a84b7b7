using System.Security.Cryptography;
using System.Text;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Secrets;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>What a vendor signs with, encrypted at rest for this one connection.</summary>
internal sealed class ConnectionSecrets(SecretBox box)
{
    private const int Shortest = 8;

    /// <summary>256 bits as 64 hexadecimal digits.</summary>
    public static string Make() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The secret the vendor gave; null when the request has none.</summary>
    public static string? Read(Members body) => body.Text("secret") is not { } given ? null
        : given.Length >= Shortest ? given
        : throw body.Malformed("secret", $"is shorter than {Shortest} characters");

    public byte[] Close(string workspace, string name, string secret) => box.Protect(Encoding.UTF8.GetBytes(secret), Purpose(workspace, name));

    public string Open(Connection connection) => Encoding.UTF8.GetString(box.Unprotect(connection.Secret, Purpose(connection.Workspace, connection.Name)));

    private static string Purpose(string workspace, string name) => $"connection/{workspace}/{name}";
}
