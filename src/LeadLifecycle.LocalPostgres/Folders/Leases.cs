namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>
/// Who uses a server. A lease is a file its process keeps open and locked: it names the process and its start for people,
/// but whether it lives is asked of the lock, which outlasts no process and cannot be fooled by a process id given out
/// again or a clock set back. Call it only while holding the checkout's lock.
/// </summary>
internal sealed class Leases(string folder)
{
    public Lease Take()
    {
        var path = Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():N}.lease");
        var held = FileLock.TryOpen(path, FileMode.CreateNew)
            ?? throw new PrivatePostgresException($"PostgreSQL: the new lease {path} is already held.");
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        held.Write(System.Text.Encoding.UTF8.GetBytes($"{self.Id} {self.StartTime.ToUniversalTime():O}\n"));
        held.Flush();
        return new Lease(path, held);
    }

    /// <summary>Removes the leases of dead processes and says whether a live one is left.</summary>
    public bool SweepAndAskForLive()
    {
        var live = false;
        foreach (var path in Directory.EnumerateFiles(folder, "*.lease").ToList())
        {
            using var dead = FileLock.TryOpen(path, FileMode.Open);
            if (dead is null)
            {
                live = true;
                continue;
            }

            dead.Dispose();
            File.Delete(path);
        }

        return live;
    }
}

/// <summary>One process's claim on a running server.</summary>
internal sealed class Lease(string path, FileStream held) : IDisposable
{
    public void Dispose()
    {
        held.Dispose();
        File.Delete(path);
    }
}
