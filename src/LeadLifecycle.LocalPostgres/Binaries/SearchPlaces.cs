namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>Where binaries are looked for on this machine.</summary>
/// <param name="Bundled">A whole PostgreSQL shipped beside the application.</param>
/// <param name="Cache">Where fetched packages are kept unpacked, for every checkout of this user.</param>
/// <param name="Path">The folders of the PATH, in its order.</param>
/// <param name="Versioned">Patterns of the folders where distributions put servers; one star stands for one path segment.</param>
internal sealed record SearchPlaces(string Bundled, string Cache, IReadOnlyList<string> Path, IReadOnlyList<string> Versioned)
{
    public static SearchPlaces OfThisMachine(string root, ServerAccount account) => new(
        System.IO.Path.Combine(AppContext.BaseDirectory, "postgres"),
        CacheFolder(root, account),
        Environment.GetEnvironmentVariable("PATH")?.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
        Distributions());

    /// <summary>Some accounts have none, or one that does not exist.</summary>
    public static bool HasHome => Directory.Exists(Home);

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    // The home of root is closed to the account that runs postgres, so root's cache is the system's.
    private static string CacheFolder(string root, ServerAccount account)
    {
        if (account.IsForeign)
        {
            return "/var/cache/leadlifecycle";
        }

        var user = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : HasHome ? System.IO.Path.Combine(Home, ".cache")
            : System.IO.Path.Combine(root, ".data", "cache");
        return System.IO.Path.Combine(user, "leadlifecycle");
    }

    private static string[] Distributions() =>
        OperatingSystem.IsWindows()
            ? [System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
            : OperatingSystem.IsMacOS()
                ? ["/opt/homebrew/opt/*/bin", "/usr/local/opt/*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin"]
                : ["/usr/lib/postgresql/*/bin", "/usr/*/bin"];
}
