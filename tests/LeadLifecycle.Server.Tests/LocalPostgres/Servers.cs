using System.Diagnostics;
using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Cluster;
using LeadLifecycle.LocalPostgres.Folders;
using Npgsql;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>What the tests of real servers do with them.</summary>
internal static class Servers
{
    /// <summary>Milliseconds a test of real servers may take.</summary>
    public const int Bound = 90_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As a killed process leaves it: running, without a lease.</summary>
    public static async Task LeaveRunningAsync(TemporaryRoot root, Home home)
    {
        var account = ServerAccount.Current;
        var named = Environment.GetEnvironmentVariable("LEADS_POSTGRES_BIN");
        var binaries = await new BinarySearch(SearchPlaces.OfThisMachine(root.Path, account), account, _ => { }).FindAsync(named, Ct);
        await new ServerControl(home, binaries, account, _ => { }).StartAsync(Ct);
    }

    public static Home HomeOf(PrivatePostgres postgres) => new(Path.GetDirectoryName(postgres.DataFolder)!);

    public static async Task<string?> AskAsync(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Ct);
    }

    public static async Task KillAsync(PrivatePostgres postgres)
    {
        var file = PostmasterFile.Read(postgres.DataFolder)!;
        using var process = Process.GetProcessById(file.ProcessId);
        process.Kill();
        while (file.ProcessLives)
        {
            await Task.Delay(10, Ct);
        }
    }
}
