using System.Globalization;
using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>
/// Starts and stops the server with pg_ctl, which puts it into a session of its own: a Ctrl-C at the terminal reaches the
/// service, not the database under it. Call it only while holding the checkout's lock.
/// </summary>
internal sealed class ServerControl(Home home, PostgresBinaries binaries, ServerAccount account, Action<string> log)
{
    private const int Attempts = 5;
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(1);

    /// <summary>The port it now listens on: the one of the last time, unless somebody has taken it since.</summary>
    public async Task<int> StartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = StoredPort() is { } stored && ServerSettings.IsFree(stored) ? stored : ServerSettings.FreePort();
            await WriteSettingsAsync(port, ct);
            log($"PostgreSQL: starting {binaries.Origin} on 127.0.0.1:{port}, data in {home.Data}");
            File.Delete(StartLog); // pg_ctl only ever appends
            var started = await PgCtlAsync(["start", "-w", "-l", StartLog], RecoveryPatience, ct);
            if (started.Succeeded)
            {
                await File.WriteAllTextAsync(home.Port, port.ToString(CultureInfo.InvariantCulture), ct);
                return port;
            }

            if (attempt == Attempts)
            {
                throw new PrivatePostgresException($"PostgreSQL {binaries.Version} did not start. {started.Output}\n{LastWords()}");
            }

            // The port was taken in between, or backends of a killed server are still on their way out.
            await Task.Delay(TimeSpan.FromMilliseconds(500 * attempt), ct);
        }
    }

    /// <summary>Fast shutdown; if that takes a minute, an immediate one, which loses nothing but the next start's time.</summary>
    public async Task StopAsync()
    {
        if (PostmasterFile.Read(home.Data) is not { ProcessIsPostgres: true } running)
        {
            return;
        }

        log("PostgreSQL: stopping");
        foreach (var mode in new[] { "fast", "fast", "immediate" }) // a second Ctrl-C may kill the first pg_ctl, not the server
        {
            var stopped = await PgCtlAsync(["stop", "-w", "-m", mode], StopPatience, CancellationToken.None);
            if (stopped.Succeeded || !running.ProcessLives)
            {
                return;
            }
        }

        throw new PrivatePostgresException($"PostgreSQL: process {running.ProcessId} did not stop. {LastWords()}");
    }

    private async Task WriteSettingsAsync(int port, CancellationToken ct)
    {
        await File.WriteAllTextAsync(home.Settings, ServerSettings.For(port), ct);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home.Settings, Reach.Readable); // by the server's account, also under a strict mask
        }
    }

    private string StartLog => Path.Combine(home.Data, "start.log");

    private int? StoredPort() =>
        File.Exists(home.Port) && int.TryParse(File.ReadAllText(home.Port), CultureInfo.InvariantCulture, out var port) ? port : null;

    // pg_ctl keeps its own, shorter patience, so that it can say what it was waiting for.
    private Task<ChildResult> PgCtlAsync(string[] arguments, TimeSpan patience, CancellationToken ct) => Child.RunAsync(
        binaries.Program("pg_ctl"),
        [.. arguments, "-D", home.Data, "-t", patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)],
        patience + TimeSpan.FromSeconds(10), ct, home.Folder, account);

    // Before the log collector runs the server speaks to the one file, afterwards to the other.
    private string LastWords()
    {
        var logs = new DirectoryInfo(Path.Combine(home.Data, "log"));
        var newest = logs.Exists ? logs.EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)?.FullName : null;
        return string.Join('\n', new[] { StartLog, newest }.Where(File.Exists).SelectMany(file => File.ReadLines(file!).TakeLast(5)));
    }
}
