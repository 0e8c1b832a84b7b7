using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Audit;
using LeadLifecycle.Server.Hosting.Secrets;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Audit;

/// <summary>
/// A service's database after it was stopped, with a log of three tiles, a gap among the positions, and what an auditor took away while it ran: the key, the checkpoints,
/// a copy of the log. Tests tamper with copies of it.
/// </summary>
public sealed class SignedLog(PrivateDatabases databases) : IAsyncDisposable
{
    public const int Events = 600;

    private static readonly byte[] s_box = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly DirectoryInfo _kept = Directory.CreateTempSubdirectory("leads-audit-");
    private readonly SemaphoreSlim _once = new(1, 1);
    private string? _database;

    public string Key => Path.Combine(_kept.FullName, "key");

    /// <summary>What a sink outside has taken.</summary>
    public string Checkpoints => Path.Combine(_kept.FullName, "main.checkpoints");

    public string Log => Path.Combine(_kept.FullName, "log.jsonl");

    public static IReadOnlyDictionary<string, string> Settings(string sink) => new Dictionary<string, string>
    {
        ["Secrets__Key"] = Convert.ToBase64String(s_box),
        ["Audit__CheckpointEvery"] = "00:00:01",
        ["Audit__CheckpointAfter"] = "200",
        ["Audit__Sinks__0"] = sink,
    };

    public async Task<string> Copy()
    {
        await _once.WaitAsync();
        try
        {
            return await databases.Copy(_database ??= await Make());
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>The log of a database as the service would stream it.</summary>
    public async Task<string> Export(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString + ";Timezone=UTC");
        var key = new AuditKey(database, new SecretBox(s_box), Options.Create(new AuditOptions()));
        var path = Path.Combine(_kept.FullName, $"{Guid.NewGuid():N}.jsonl");
        await using var file = File.Create(path);
        await new LogLines(database, new Checkpoints(database, key), key).Write(file, "main", CancellationToken.None);
        return path;
    }

    public ValueTask DisposeAsync()
    {
        _once.Dispose();
        _kept.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> Make()
    {
        var database = await databases.Create();
        await using (var server = await RunningServer.Start(database, Settings(_kept.FullName)))
        {
            await Tell(server, 0, 300);
            await Until(() => IsSigned(server, 300));
            await Run(database, "select nextval('leads.mt_events_sequence')");
            await Tell(server, 300, Events);
            await Until(() => IsSigned(server, Events));
            await File.WriteAllTextAsync(Key, (await server.Ask("/v1/audit/key")).Text);
            await File.WriteAllTextAsync(Log, (await server.Ask("/v1/audit/log")).Text);
            await Until(() => Task.FromResult(File.Exists(Checkpoints) && File.ReadAllText(Checkpoints).Contains($"\n{Events}\n", StringComparison.Ordinal)));
            await server.Stop();
        }

        return database;
    }

    private static async Task<bool> IsSigned(RunningServer server, long size) =>
        await server.Ask("/v1/audit/checkpoint") is { Status: 200 } said && Checkpoint.Parse(SignedNote.Parse(said.Text).Text).Size == size;

    private static Task<long> Tell(RunningServer server, int from, int to) =>
        server.Tell([.. Enumerable.Range(from, to - from).Select(i => Wire.Fact($"log/{i % 50}", i < 50 ? "captured" : "touched", $"2026-03-01T10:{i % 60:00}:00Z"))]);

    public static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(50, patience.Token);
    }

    public static async Task Run(string connectionString, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
