using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace LeadLifecycle.Server.Tests.Notify.Live;

/// <summary>One server-sent event as a client dispatches it.</summary>
internal sealed record Told(long Id, string Type, JsonNode Body)
{
    public JsonNode Data => Body["data"]!;
}

/// <summary>A client of the live stream that reads in the background and remembers where it is, as the format wants it.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly Channel<Told> _told = Channel.CreateUnbounded<Told>();

    private LiveStream(HttpResponseMessage response)
    {
        _response = response;
        Ended = Task.Run(Read);
    }

    /// <summary>The last id, of events and of beats; null before the first.</summary>
    public long? LastId { get; private set; }

    public int Beats { get; private set; }

    /// <summary>True when the server ended it in an orderly way, false when it was cut off.</summary>
    public Task<bool> Ended { get; }

    public HttpResponseMessage Response => _response;

    public static async Task<LiveStream> Open(RunningServer server, string query = "", long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/notifications/stream" + query);
        if (lastEventId is { } id) request.Headers.Add("Last-Event-ID", $"{id}");
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        var stream = new LiveStream(response);
        await Until.Holds(() => stream.LastId is not null, () => "the stream never began", Patience);
        return stream;
    }

    public async Task<Told> Next() => await _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    public async Task<List<Told>> Next(int count)
    {
        var all = new List<Told>();
        while (all.Count < count) all.Add(await Next());
        return all;
    }

    /// <summary>What has come and nobody has taken.</summary>
    public List<Told> Left()
    {
        var left = new List<Told>();
        while (_told.Reader.TryRead(out var told)) left.Add(told);
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await Ended;
    }

    private async Task<bool> Read()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            var (id, type, data) = ((long?)null, "", "");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith(": beat", StringComparison.Ordinal)) Beats++;
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..]);
                if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line[7..];
                if (line.StartsWith("data: ", StringComparison.Ordinal)) data += line[6..];
                if (line.Length > 0) continue;
                LastId = id ?? LastId;
                if (data.Length > 0) _told.Writer.TryWrite(new Told(LastId!.Value, type, JsonNode.Parse(data)!));
                (type, data) = ("", "");
            }

            return true;
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }
}
