using System.Diagnostics;
using System.Globalization;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>What a server leaves in its data folder while it runs, and also when it was killed: its process id and port.</summary>
/// <param name="Port">Null until the server listens.</param>
internal sealed record PostmasterFile(string Path, int ProcessId, int? Port)
{
    private const int PortLine = 3;

    public static PostmasterFile? Read(string dataFolder)
    {
        var path = System.IO.Path.Combine(dataFolder, "postmaster.pid");
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)
                ? new PostmasterFile(path, id, lines.Length > PortLine ? int.Parse(lines[PortLine], CultureInfo.InvariantCulture) : null)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the process id belongs to anything alive; a dead process nobody has waited for is not alive.</summary>
    public bool ProcessLives => Process() is not null;

    /// <summary>Whether it belongs to a server, ours or another; after a crash the id may be anybody's.</summary>
    public bool ProcessIsPostgres => Process() is { } name && name.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);

    private string? Process()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(ProcessId);
            return IsZombie() ? null : process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null; // not there, or gone while we looked
        }
    }

    private bool IsZombie()
    {
        var status = $"/proc/{ProcessId}/stat";
        try
        {
            return File.Exists(status) && File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true; // gone between the two calls
        }
    }
}
