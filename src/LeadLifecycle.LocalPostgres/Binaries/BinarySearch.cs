namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>
/// The order in which binaries are looked for: explicit, bundled, cached, fetched with npm, installed. What a person named
/// is taken or refused; every other place may fail, and its reason is told when nothing is left.
/// </summary>
internal sealed class BinarySearch(SearchPlaces places, ServerAccount account, Action<string> log)
{
    /// <exception cref="PrivatePostgresException">No place has binaries that serve; the message names what to do.</exception>
    public async Task<PostgresBinaries> FindAsync(string? explicitFolder, CancellationToken ct)
    {
        if (explicitFolder is not null)
        {
            var named = await PostgresBinaries.InspectAsync(explicitFolder, "explicit", account, ct);
            return named.Binaries ?? throw new PrivatePostgresException($"PostgreSQL: the folder that was named does not serve: {named.Reason}. {Fixes}");
        }

        List<string> reasons = [];
        foreach (var look in Places(ct))
        {
            var found = await look();
            if (found.Binaries is { } binaries)
            {
                return binaries;
            }

            reasons.Add(found.Reason);
        }

        throw new PrivatePostgresException($"PostgreSQL: no server was found ({string.Join("; ", reasons.Where(r => r.Length > 0))}). {Fixes}");
    }

    private IEnumerable<Func<Task<Found>>> Places(CancellationToken ct)
    {
        yield return () => UnpackedAsync(Path.Combine(places.Bundled, "bin"), "bundled", ct);
        if (NpmPackage.ForThisMachine() is { } package)
        {
            yield return () => UnpackedAsync(NpmPackage.BinOf(package.Unpacked(places.Cache)), "cached", ct);
            yield return () => FetchAsync(package, ct);
        }

        yield return () => InstalledServers.FindAsync(places, account, ct);
    }

    // A folder that is not there is the normal case and needs no word; one that does not serve does.
    private async Task<Found> UnpackedAsync(string folder, string source, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
        {
            return Found.Nothing("");
        }

        var found = await PostgresBinaries.InspectAsync(folder, source, account, ct);
        if (found.Binaries is null)
        {
            log($"PostgreSQL: {found.Reason}");
        }

        return found;
    }

    private async Task<Found> FetchAsync(NpmPackage package, CancellationToken ct)
    {
        var found = await new NpmFetch(package, places, account, log).FetchAsync(ct);
        if (found.Binaries is null)
        {
            log($"PostgreSQL: not fetched, looking for an installed one: {found.Reason}");
        }

        return found;
    }

    private static string Fixes =>
        "Do one of three: install Node.js 18 or newer, so that npm can fetch PostgreSQL; "
        + $"install PostgreSQL {PostgresBinaries.OldestMajor} or newer; "
        + "or set ConnectionStrings:Leads to a server of yours.";
}
