using System.Diagnostics;
using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Cluster;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>A folder standing for a checkout; whatever was started from it is gone when it goes, also after a failed test.</summary>
internal sealed class TemporaryRoot : IDisposable
{
    private readonly HashSet<string> _dataFolders = [];

    public TemporaryRoot(bool closed = false)
    {
        Path = Reach.RealPath(Directory.CreateTempSubdirectory("leads-").FullName);
        if (!OperatingSystem.IsWindows() && !closed)
        {
            File.SetUnixFileMode(Path, Reach.Passage);
        }
    }

    public string Path { get; }

    public async Task<PrivatePostgres> StartAsync(CancellationToken ct)
    {
        var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(Path), line => TestContext.Current.SendDiagnosticMessage(line), ct);
        lock (_dataFolders)
        {
            _dataFolders.Add(postgres.DataFolder);
        }

        return postgres;
    }

    /// <summary>A folder of programs that do nothing but say this version.</summary>
    public string FakeBin(string name, string version)
    {
        var folder = Path;
        foreach (var part in name.Split(System.IO.Path.DirectorySeparatorChar))
        {
            folder = System.IO.Path.Combine(folder, part);
            Reach.Make(folder, Reach.Passage); // the server's account gets there whatever mask the tests run under
        }

        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            Script(folder, program, $"echo '{program} (PostgreSQL) {version}'");
        }

        return folder;
    }

    public static string Script(string folder, string name, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-ins are shell scripts");
        var file = System.IO.Path.Combine(folder, name);
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Reach.Passage | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        return file;
    }

    public void Dispose()
    {
        foreach (var data in _dataFolders)
        {
            if (PostmasterFile.Read(data) is { ProcessIsPostgres: true } left)
            {
                using var process = Process.GetProcessById(left.ProcessId);
                process.Kill();
                process.WaitForExit(TimeSpan.FromSeconds(10));
            }

            Directory.Delete(System.IO.Path.GetDirectoryName(data)!, recursive: true);
        }

        Directory.Delete(Path, recursive: true);
    }
}
