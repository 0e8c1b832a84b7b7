using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>
/// The unversioned folder of a checkout, and the name its database goes by. The name is a hash of the checkout's path and
/// of a random id kept in the folder: a copied checkout has another path, a fresh clone at an old path another id, so
/// neither ever meets the other's data.
/// </summary>
internal sealed class CheckoutData
{
    private readonly string _root;

    public CheckoutData(string root, ServerAccount account)
    {
        _root = Reach.RealPath(root);
        Folder = Path.Combine(_root, ".data");
        try
        {
            Reach.Make(Folder, account.IsForeign ? Reach.Passage : Reach.Private);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"PostgreSQL: {Folder} cannot be written; set ConnectionStrings:Leads to a server of yours.", e);
        }
    }

    public string Folder { get; }

    /// <summary>Guards everything that starts, stops or lays out this checkout's servers.</summary>
    public string LockFile => Path.Combine(Folder, "postgres.lock");

    /// <summary>Call it while holding the lock: the first call makes the id.</summary>
    public string Name()
    {
        var file = Path.Combine(Folder, "instance");
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            File.WriteAllText(file, RandomNumberGenerator.GetHexString(16, lowercase: true) + "\n");
        }

        var identity = _root + "\n" + File.ReadAllText(file).Trim();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }
}
