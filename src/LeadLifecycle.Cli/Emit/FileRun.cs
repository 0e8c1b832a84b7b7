using System.Buffers;
using System.Diagnostics;
using System.Threading.Channels;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Import;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Emit;

/// <summary>
/// Sends a file of facts in its order. A batch is what has been read by the time the one before is answered, so a file goes in full
/// batches and a line from a pipe at once.
/// </summary>
public sealed class FileRun(EmitOptions options, EventFile file, Screen screen)
{
    private const string Malformed = "event.malformed";
    private const string TooLarge = "event.too-large";
    private readonly Tally tally = new();
    private long read;

    public async Task<int> Run(CancellationToken stop)
    {
        if (options.DryRun)
        {
            return await Show();
        }

        Directory.CreateDirectory(file.ReportFolder);
        using var rejected = new RejectedLines(file.RejectedPath);
        File.Delete(rejected.Path);
        var total = await LineReader.Count(file, screen);
        var watch = Stopwatch.StartNew();
        using var server = new LeadsServer(options.Server);
        try
        {
            var post = new EventPost(new Patience(server, options.Patience, Task.Delay, screen.Tell), options.Backfill);
            await new Progress("sending", "events", () => tally.Answered, total).Follow(screen, Send(post, rejected, stop));
        }
        catch (StoppedException)
        {
            screen.Err.WriteLine($"{tally.Answered} events have an outcome.");
            throw;
        }

        if (rejected.Any)
        {
            screen.Err.WriteLine($"Lines that did not go in: {rejected.Path}");
        }

        EmitSummary.Of(read, tally, watch.Elapsed).Print(options.Json, screen);
        return tally.Refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private async Task<int> Show()
    {
        var bad = 0;
        await foreach (var (number, text) in LineReader.Read(file, screen))
        {
            if (EventLine.Read(number, text, file.Source) is { Event: { } sent })
            {
                screen.Raw(sent);
                continue;
            }

            screen.Err.WriteLine($"{file.Path}: line {number} is no JSON object.");
            bad++;
        }

        return bad == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    /// <summary>A reader that waits for a pipe is not waited for when sending fails.</summary>
    private async Task<bool> Send(EventPost post, RejectedLines rejected, CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lines = Channel.CreateBounded<EventLine>(2 * file.Batch);
        var reading = Task.Run(() => ReadInto(lines.Writer, failed.Token), CancellationToken.None);
        try
        {
            var batch = new List<EventLine>(file.Batch);
            while (await Fill(batch, lines.Reader, rejected, stop))
            {
                var answer = await post.Send(body => Write(batch, body), stop);
                Note(batch, Outcome.ReadAll(answer.Body, batch.Count), rejected);
            }

            await reading;
            return true;
        }
        finally
        {
            await failed.CancelAsync();
        }
    }

    private async Task ReadInto(ChannelWriter<EventLine> lines, CancellationToken stop)
    {
        try
        {
            await foreach (var (number, text) in LineReader.Read(file, screen))
            {
                await lines.WriteAsync(EventLine.Read(number, text, file.Source), stop);
                read++;
            }

            lines.Complete();
        }
        catch (Exception e)
        {
            lines.Complete(e); // the sender finds it when it has sent what was read before
        }
    }

    /// <summary>Waits for a line and takes as many as are there and fit; false at the end.</summary>
    private async Task<bool> Fill(List<EventLine> batch, ChannelReader<EventLine> lines, RejectedLines rejected, CancellationToken stop)
    {
        batch.Clear();
        var size = 2;
        while (batch.Count == 0 && await lines.WaitToReadAsync(stop))
        {
            while (batch.Count < file.Batch && lines.TryPeek(out var line) && Fits(line, size))
            {
                await lines.ReadAsync(stop);
                if (Fault(line) is { } code)
                {
                    Refuse(line, code, "", rejected);
                    continue;
                }

                batch.Add(line);
                size += line.Event!.Length + 1;
            }
        }

        return batch.Count > 0;
    }

    private static bool Fits(EventLine line, int size) => Fault(line) is not null || size + line.Event!.Length + 1 <= EventPost.MostBytes;

    /// <summary>What the server could not even be asked.</summary>
    private static string? Fault(EventLine line) => line.Event is null ? Malformed : line.Event.Length > EventPost.MostBytes / 2 ? TooLarge : null;

    private static void Write(List<EventLine> batch, IBufferWriter<byte> body)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            body.Write(i == 0 ? "["u8 : ","u8);
            body.Write(batch[i].Event);
        }

        body.Write("]"u8);
    }

    private void Note(List<EventLine> batch, IReadOnlyList<Outcome> outcomes, RejectedLines rejected)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (outcomes[i].Result == "refused")
            {
                Refuse(batch[i], outcomes[i].Code ?? "refused", outcomes[i].Place, rejected);
            }
        }

        tally.Add(outcomes);
    }

    private void Refuse(EventLine line, string code, string? pointer, RejectedLines rejected)
    {
        tally.Refuse(code);
        rejected.Add(line, code, pointer);
    }
}
