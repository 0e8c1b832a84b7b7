using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Benchmarks;

/// <summary>The service as a process of its own, so that its memory is its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Http) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) });

    public HttpClient Http { get; }

    /// <summary>The largest resident set so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>What all processors have given it so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="settings">More of the configuration, as environment variables.</param>
    public static async Task<ServerProcess> Start(string connectionString, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadLifecycle.Server.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ConnectionStrings__Leads"] = connectionString;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        const string listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains(listening)) continue;
            var address = new Uri(line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..].Trim());
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new ServerProcess(process, address);
        }

        throw new InvalidOperationException("The server went away before it listened.");
    }

    /// <summary>How far the views are.</summary>
    public async Task<long> ViewPosition() => (long)(await Http.GetFromJsonAsync<JsonObject>("/v1/funnel/transitions"))!["upTo"]!["position"]!;

    /// <summary>Until the views hold the last event; the seconds it took.</summary>
    public async Task<double> CatchUp(string database)
    {
        var started = Stopwatch.GetTimestamp();
        var last = await StoredEvents.Last(database);
        while (await ViewPosition() < last) await Task.Delay(Poll);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Bytes allocated since it started, as its metrics say.</summary>
    public async Task<double> Allocated()
    {
        const string name = "dotnet_gc_heap_total_allocated_bytes_total";
        var line = (await Http.GetStringAsync("/metrics")).Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[(line.IndexOf("} ", StringComparison.Ordinal) + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
