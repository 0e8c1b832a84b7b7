using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>Servers the machine's owner installed: what the PATH leads to first, then the distributions' folders, newest first.</summary>
internal static class InstalledServers
{
    public static async Task<Found> FindAsync(SearchPlaces places, ServerAccount account, CancellationToken ct)
    {
        List<string> reasons = [];
        foreach (var folder in places.Path.Select(BehindPath).Where(PostgresBinaries.LookWhole).Distinct())
        {
            var found = await PostgresBinaries.InspectAsync(folder, "installed", account, ct);
            if (found.Binaries is not null)
            {
                return found;
            }

            reasons.Add(found.Reason);
        }

        List<PostgresBinaries> versions = [];
        foreach (var folder in places.Versioned.SelectMany(Expand).Where(PostgresBinaries.LookWhole).Distinct())
        {
            var found = await PostgresBinaries.InspectAsync(folder, "installed", account, ct);
            if (found.Binaries is { } binaries)
            {
                versions.Add(binaries);
            }
            else
            {
                reasons.Add(found.Reason);
            }
        }

        return versions.MaxBy(binaries => binaries.Major) is { } newest
            ? Found.That(newest)
            : Found.Nothing(reasons.Count > 0 ? string.Join("; ", reasons.Distinct()) : "no installed PostgreSQL was found");
    }

    // A PATH often holds links to single programs; the server needs the folder they really live in, with its libraries.
    private static string BehindPath(string folder)
    {
        var server = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "postgres.exe" : "postgres"));
        return server.Exists ? Path.GetDirectoryName(Reach.RealPath(server.FullName))! : folder;
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*');
        var parent = pattern[..star].TrimEnd('/', '\\');
        var rest = pattern[(star + 1)..].Trim('/', '\\');
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent).Select(folder => Path.Combine(folder, rest))
            : [];
    }
}
