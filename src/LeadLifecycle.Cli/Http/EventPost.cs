using System.Buffers;
using System.Net.Http.Headers;

namespace LeadLifecycle.Cli.Http;

/// <summary>Posts CloudEvents batches, one at a time, and each as often as it takes: their ids make a second one a duplicate.</summary>
/// <param name="backfill">They are history: quiet, no clocks.</param>
public sealed class EventPost(Patience patience, bool backfill)
{
    public const string MediaType = "application/cloudevents-batch+json; charset=utf-8";

    /// <summary>The most events the server takes in one batch.</summary>
    public const int MostEvents = 1000;

    /// <summary>The most bytes the server takes in one batch.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    // One buffer for the life of the sender: a batch is written once and posted from it as often as it takes.
    private readonly ArrayBufferWriter<byte> buffer = new(256 * 1024);

    /// <summary>The server's answer to the batch that is written.</summary>
    /// <exception cref="StoppedException">Nothing went forward for too long, or the batch was refused as a whole.</exception>
    public async Task<Answer> Send(Action<IBufferWriter<byte>> write, CancellationToken stop)
    {
        buffer.ResetWrittenCount();
        write(buffer);
        var answer = await patience.Send(Request, stop);
        return answer.IsGood ? answer : throw new StoppedException(ExitCode.Refused, $"The server refused a whole batch, which this client should not send: {answer.Problem}");
    }

    private HttpRequestMessage Request() => new(HttpMethod.Post, backfill ? "v1/events?backfill=true" : "v1/events")
    {
        Content = new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = MediaTypeHeaderValue.Parse(MediaType) } },
    };
}
