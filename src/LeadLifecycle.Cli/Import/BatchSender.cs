using System.Buffers;
using System.Net.Http.Headers;
using System.Threading.Channels;
using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Import;

/// <summary>Posts the batches of its lane one after the other and tallies their outcomes.</summary>
public sealed class BatchSender(Patience patience, FactWriter writer, Tally tally, RejectedRows rejected)
{
    // One buffer for the life of the sender: a batch is written once and posted from it as often as it takes.
    private readonly ArrayBufferWriter<byte> buffer = new(256 * 1024);

    public async Task Run(ChannelReader<IReadOnlyList<Fact>> lane, CancellationToken stop)
    {
        await foreach (var facts in lane.ReadAllAsync(stop))
        {
            buffer.ResetWrittenCount();
            writer.Write(facts, buffer);
            var answer = await patience.Send(Request, stop);
            if (!answer.IsGood)
            {
                throw new StoppedException(ExitCode.Refused, $"The server refused a whole batch, which this client should not send: {answer.Problem}");
            }

            Note(facts, Outcome.ReadAll(answer.Body, facts.Count));
        }
    }

    private HttpRequestMessage Request() => new(HttpMethod.Post, "v1/events?backfill=true")
    {
        Content = new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = MediaTypeHeaderValue.Parse(FactWriter.MediaType) } },
    };

    private void Note(IReadOnlyList<Fact> facts, IReadOnlyList<Outcome> outcomes)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (outcomes[i].Result == "refused")
            {
                var code = outcomes[i].Code ?? "refused";
                tally.Refuse(code);
                rejected.Add(facts[i].File, facts[i].Row, facts[i].Line, code, outcomes[i].Place, facts[i].Id);
            }
        }

        tally.Add(outcomes);
    }
}
