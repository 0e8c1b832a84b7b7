namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>
/// One holder at a time, across processes: an open file nobody else may open. The operating system gives it back when
/// its holder dies, however that happens. The file itself stays, because deleting it would let two holders in.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WorthAWord = TimeSpan.FromSeconds(1);
    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <exception cref="PrivatePostgresException">Somebody else held it for five minutes.</exception>
    public static async Task<FileLock> TakeAsync(string path, Action<string> log, CancellationToken ct)
    {
        var waiting = System.Diagnostics.Stopwatch.StartNew();
        var told = false;
        while (true)
        {
            if (TryOpen(path) is { } held)
            {
                return new FileLock(held);
            }

            if (waiting.Elapsed > Patience)
            {
                throw new PrivatePostgresException($"PostgreSQL: another process has held {path} for {Patience.TotalMinutes} minutes.");
            }

            if (!told && waiting.Elapsed > WorthAWord)
            {
                told = true;
                log("PostgreSQL: waiting for another process that is fetching, starting or stopping it");
            }

            await Task.Delay(50, ct);
        }
    }

    /// <summary>The file, held; null when another holder has it.</summary>
    /// <exception cref="PrivatePostgresException">The file is another user's, as after a start with sudo.</exception>
    public static FileStream? TryOpen(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"PostgreSQL: {path} belongs to another user. Start as that user, or set ConnectionStrings:Leads to a server of yours.", e);
        }
    }

    public void Dispose() => _held.Dispose();
}
