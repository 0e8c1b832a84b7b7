using System.Diagnostics;
using System.Net.Sockets;
using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>
/// Finds out whether this data folder's server already runs. Only the server's own answer counts: the file it leaves may
/// be from before a crash, and its process id and port may belong to others by now.
/// </summary>
internal static class RunningServer
{
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StrangerPatience = TimeSpan.FromSeconds(2);

    private enum Answer { Ours, NotYet, Stranger }

    /// <summary>The port of the running server; null when it does not run and may be started.</summary>
    /// <exception cref="PrivatePostgresException">A process that may be it lives, but does not answer.</exception>
    public static async Task<int?> FindAsync(Home home, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (PostmasterFile.Read(home.Data) is { ProcessLives: true } file)
        {
            var answer = file.ProcessIsPostgres ? await AskAsync(home, file, ct) : Answer.Stranger;
            if (answer == Answer.Ours)
            {
                return file.Port;
            }

            if (answer == Answer.Stranger && (!file.ProcessIsPostgres || waited.Elapsed > StrangerPatience))
            {
                // The id was given to another process. PostgreSQL would take that one for the server and refuse to start.
                // (A dead id's file is left to PostgreSQL, which also looks for orphaned backends.)
                File.Delete(file.Path);
                return null;
            }

            if (waited.Elapsed > RecoveryPatience)
            {
                throw new PrivatePostgresException($"PostgreSQL: process {file.ProcessId} seems to serve {home.Data} but has not answered for {RecoveryPatience.TotalSeconds:0} seconds.");
            }

            await Task.Delay(100, ct);
        }

        return null;
    }

    private static async Task<Answer> AskAsync(Home home, PostmasterFile file, CancellationToken ct)
    {
        if (file.Port is not { } port)
        {
            return Answer.NotYet;
        }

        try
        {
            await using var connection = await Login.Of(home, port).OpenAsync("postgres", ct);
            await using var ask = new NpgsqlCommand("show data_directory", connection);
            var served = (string)(await ask.ExecuteScalarAsync(ct))!;
            return Reach.RealPath(served) == Reach.RealPath(home.Data) ? Answer.Ours : Answer.Stranger;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            // Too unlikely to be a stranger, on this port and under this id, to delete a living server's file for it.
            throw new PrivatePostgresException(
                $"PostgreSQL: process {file.ProcessId} on port {port} refuses the password in {home.Password}. Stop that process, then start again.", e);
        }
        catch (NpgsqlException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Answer.Stranger;
        }
        catch (NpgsqlException)
        {
            return Answer.NotYet; // starting, recovering, stopping, or all its connections in use
        }
    }
}
