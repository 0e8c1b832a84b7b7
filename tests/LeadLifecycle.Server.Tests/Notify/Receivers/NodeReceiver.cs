using System.Diagnostics;
using System.Text.Json;

namespace LeadLifecycle.Server.Tests.Notify.Receivers;

/// <summary>One POST as the receiver saw it.</summary>
public sealed record Receipt(string? WebhookId, bool Ok, string Body, DateTimeOffset ReceivedAt);

/// <summary>A running webhook receiver on Node.js that checks signatures with the library of Standard Webhooks (receiver.mjs).</summary>
public sealed class NodeReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly string _ledger;

    private NodeReceiver(Process process, string ledger, int port) => (_process, _ledger, Address) = (process, ledger, new Uri($"http://127.0.0.1:{port}/"));

    /// <summary>On loopback, plain HTTP: a server that delivers to it must have it in <c>Notify:Allow</c>.</summary>
    public Uri Address { get; }

    /// <param name="key"><c>whsec_…</c> to check <c>v1</c>, <c>whpk_…</c> to check <c>v1a</c>.</param>
    /// <param name="ct">Of the test, which is skipped where Node.js or its package cannot be had.</param>
    public static async Task<NodeReceiver> Start(string key, CancellationToken ct)
    {
        var node = await ReceiverPackage.Fetch(ct);
        var ledger = Path.GetTempFileName();
        var start = new ProcessStartInfo(node, [Path.Combine(ReceiverPackage.Folder, "receiver.mjs"), ledger]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["RECEIVER_KEY"] = key;
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct);
        return new NodeReceiver(process, ledger, int.Parse(port ?? throw new InvalidOperationException("The receiver went away; its error is above.")));
    }

    /// <summary>Everything that came so far, in order, good or not.</summary>
    public IReadOnlyList<Receipt> Received()
    {
        using var open = new FileStream(_ledger, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var text = new StreamReader(open).ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Receipt>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>Waits until what came fulfils the condition.</summary>
    /// <exception cref="TimeoutException">It did not within the patience, 30 s if none is given.</exception>
    public async Task<IReadOnlyList<Receipt>> WaitUntil(Func<IReadOnlyList<Receipt>, bool> condition, CancellationToken ct, TimeSpan? patience = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var received = Received();
            if (condition(received)) return received;
            if (waited.Elapsed > (patience ?? Patience)) throw new TimeoutException($"The receiver has {received.Count} messages, which is not what was waited for.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        File.Delete(_ledger);
    }
}
