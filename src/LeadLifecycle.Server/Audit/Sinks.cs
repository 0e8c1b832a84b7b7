using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// Takes checkpoints off the box: to a folder that lies elsewhere, or to an address. Each place has its own mark of how far it has come, moved on only
/// after it has taken one; so it misses none, and may be offered one twice.
/// </summary>
internal sealed partial class Sinks(NpgsqlDataSource database, Checkpoints checkpoints, AuditMetrics metrics, IHttpClientFactory http, IOptions<AuditOptions> options, ILogger<Sinks> logger) : BackgroundService
{
    public const string Client = "audit.sinks";

    private const int Page = 100;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Sinks.Length == 0) return;
        using var timer = new PeriodicTimer(Look);
        do
        {
            foreach (var sink in options.Value.Sinks) await Fill(sink, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Fill(string sink, CancellationToken ct)
    {
        try
        {
            foreach (var (workspace, size) in await Marks(sink, ct))
            {
                foreach (var checkpoint in await checkpoints.After(workspace, size, Page, ct))
                {
                    await Put(sink, workspace, checkpoint.Note, ct);
                    await Mark(sink, workspace, checkpoint.Size, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is NpgsqlException or HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException)
        {
            metrics.SinkFailed();
            Failed(logger, Array.IndexOf(options.Value.Sinks, sink), failure.GetType().Name);
        }
    }

    private async Task Put(string sink, string workspace, string note, CancellationToken ct)
    {
        if (!Uri.TryCreate(sink, UriKind.Absolute, out var address) || address.IsFile)
        {
            Directory.CreateDirectory(sink);
            await using var file = new FileStream(Path.Combine(sink, $"{workspace}.checkpoints"), FileMode.Append, FileAccess.Write, FileShare.Read);
            await file.WriteAsync(Encoding.UTF8.GetBytes(note + "\n"), ct);
            file.Flush(flushToDisk: true);
            return;
        }

        using var client = http.CreateClient(Client);
        using var content = new StringContent(note, Encoding.UTF8, new MediaTypeHeaderValue("text/plain"));
        using var answer = await client.PostAsync(address, content, ct);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<List<(string Workspace, long Size)>> Marks(string sink, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select h.workspace, coalesce(s.size, 0) from {AuditTables.Head} h left join {AuditTables.Sink} s on s.workspace = h.workspace and s.sink = $1");
        command.Parameters.Add(new() { Value = sink });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var marks = new List<(string, long)>();
        while (await reader.ReadAsync(ct)) marks.Add((reader.GetString(0), reader.GetInt64(1)));
        return marks;
    }

    private async Task Mark(string sink, string workspace, long size, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"insert into {AuditTables.Sink} as s (sink, workspace, size) values ($1, $2, $3) on conflict (sink, workspace) do update set size = greatest(s.size, excluded.size)");
        foreach (var value in (object[])[sink, workspace, size]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    // An address may be a credential, so the place is named by its number.
    [LoggerMessage(LogLevel.Warning, "Audit:Sinks:{Number} did not take a checkpoint ({Failure}); it is offered again")]
    private static partial void Failed(ILogger logger, int number, string failure);
}
