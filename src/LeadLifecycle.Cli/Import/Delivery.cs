using System.Threading.Channels;

namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The second pass: rows are read again and dealt to parallel senders by lead, so that the facts of one lead go out in
/// order. Between reader and senders stand a few batches at most; whoever fails stops the others.
/// </summary>
public sealed class Delivery(ImportPlan plan, Tally tally, RejectedRows rejected, int batch)
{
    private const int BatchesWaiting = 2;

    /// <summary>The code of a row whose lead no file has.</summary>
    public const string Unmatched = "join.unmatched";

    public async Task Run(IReadOnlyList<BatchSender> senders, CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lanes = senders.Select(_ => Channel.CreateBounded<IReadOnlyList<Fact>>(BatchesWaiting)).ToList();
        Exception? first = null;
        await Task.WhenAll([
            Guarded(() => Deal(lanes, failed.Token)),
            .. senders.Select((sender, i) => Guarded(() => sender.Run(lanes[i].Reader, failed.Token)))]);
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        async Task Guarded(Func<Task> work)
        {
            try
            {
                await Task.Run(work, CancellationToken.None);
            }
            catch (Exception e)
            {
                // Kept and thrown by Run: the first failure is the cause, the others are its echo.
                Interlocked.CompareExchange(ref first, e, null);
                await failed.CancelAsync();
            }
        }
    }

    private async Task Deal(List<Channel<IReadOnlyList<Fact>>> lanes, CancellationToken stop)
    {
        var waiting = lanes.Select(_ => new List<Fact>(batch)).ToArray();
        foreach (var row in plan.Send(Reject))
        {
            foreach (var fact in row.Facts)
            {
                var lane = (int)((uint)string.GetHashCode(fact.Subject) % (uint)lanes.Count);
                waiting[lane].Add(fact);
                if (waiting[lane].Count == batch)
                {
                    await lanes[lane].Writer.WriteAsync(waiting[lane], stop);
                    waiting[lane] = new List<Fact>(batch);
                }
            }
        }

        for (var lane = 0; lane < lanes.Count; lane++)
        {
            if (waiting[lane].Count > 0)
            {
                await lanes[lane].Writer.WriteAsync(waiting[lane], stop);
            }

            lanes[lane].Writer.Complete();
        }
    }

    private void Reject(RowRead row)
    {
        tally.Refuse(Unmatched);
        rejected.Add(row.File, row.Row, row.Line, Unmatched, null, row.Facts.Count > 0 ? row.Facts[0].Id : "");
    }
}
