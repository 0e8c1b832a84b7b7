using System.Globalization;
using System.Text.RegularExpressions;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Binaries;

/// <summary>A bin folder whose server was asked for its version.</summary>
/// <param name="Folder">Holds postgres, initdb and pg_ctl.</param>
/// <param name="Source">explicit, bundled, cached, npm or installed.</param>
/// <param name="Version">As the server says it: 17.10, or 18beta1.</param>
internal sealed partial record PostgresBinaries(string Folder, string Source, string Version)
{
    public const int OldestMajor = 15;

    private static readonly string[] s_needed = ["postgres", "initdb", "pg_ctl"];

    public int Major => MajorOf(Version);

    public string Origin => $"{Source} {Version}";

    public string Program(string name) => PathOf(Folder, name);

    /// <summary>Whether the folder holds what a server needs, without starting anything.</summary>
    public static bool LookWhole(string folder) => s_needed.All(name => File.Exists(PathOf(folder, name)));

    /// <summary>The folder as binaries, or the reason why it does not serve.</summary>
    public static async Task<Found> InspectAsync(string folder, string source, ServerAccount account, CancellationToken ct)
    {
        if (!LookWhole(folder))
        {
            return Found.Nothing($"{folder} does not hold postgres, initdb and pg_ctl");
        }

        if (account.IsForeign && !Reach.ByOthers(folder))
        {
            return Found.Nothing($"{folder} cannot be reached by {account.UserName}, which runs postgres because root may not");
        }

        var asked = await AskVersionAsync(folder, ct);
        if (!VersionLine().IsMatch(asked))
        {
            return Found.Nothing($"{PathOf(folder, "postgres")} does not run: {asked}");
        }

        var version = VersionLine().Match(asked).Groups[1].Value;
        return MajorOf(version) < OldestMajor
            ? Found.Nothing($"{folder} is PostgreSQL {version}, older than {OldestMajor}")
            : Found.That(new PostgresBinaries(Path.GetFullPath(folder), source, version));
    }

    private static async Task<string> AskVersionAsync(string folder, CancellationToken ct)
    {
        try
        {
            return (await Child.RunAsync(PathOf(folder, "postgres"), ["--version"], TimeSpan.FromSeconds(10), ct)).Output;
        }
        catch (PrivatePostgresException e)
        {
            return e.Message; // a file that cannot be run is a reason to look further, not to give up
        }
    }

    private static string PathOf(string folder, string program) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    private static int MajorOf(string version) =>
        int.Parse(string.Concat(version.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(PostgreSQL\) (\d\S*)")]
    private static partial Regex VersionLine();
}

/// <summary>What a look at one place gave: binaries, or the reason why not.</summary>
internal sealed record Found(PostgresBinaries? Binaries, string Reason)
{
    public static Found That(PostgresBinaries binaries) => new(binaries, "");

    public static Found Nothing(string reason) => new(null, reason);
}
