using System.Diagnostics;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Mapping;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Import;

/// <summary>One import from files to views: check everything, send, wait for the views, report.</summary>
public sealed class ImportRun(ImportOptions options, Screen screen)
{
    private readonly ImportMapping mapping = MappingReader.Read(options.MappingFile);
    private readonly Tally tally = new();

    public async Task<int> Run(CancellationToken stop)
    {
        var plan = await Checked(stop);
        if (options.DryRun)
        {
            plan.UnmatchedAt.ForEach(screen.Err.WriteLine);
            return Print(Summary.Of(mapping.Name, plan, tally, TimeSpan.Zero) with { DryRun = true, Complete = true, Refused = Unmatched(plan) });
        }

        Directory.CreateDirectory(options.ReportFolder);
        using var rejected = new RejectedRows(Report("rejected.csv"), plan.Files);
        File.Delete(rejected.Path);
        var watch = Stopwatch.StartNew();
        var summary = Summary.Of(mapping.Name, plan, tally, TimeSpan.Zero);
        try
        {
            using var server = new LeadsServer(options.Server);
            var patience = new Patience(server, options.Patience, Task.Delay, screen.Tell);
            await Send(plan, rejected, patience, stop);
            summary = Summary.Of(mapping.Name, plan, tally, watch.Elapsed) with { Complete = true };
            watch.Stop();
            summary = summary with { ViewsReady = await ViewsReady(patience, stop) };
        }
        finally
        {
            summary = summary.Complete ? summary : Summary.Of(mapping.Name, plan, tally, watch.Elapsed);
            if (!summary.Complete)
            {
                screen.Err.WriteLine($"{tally.Answered} of {summary.FactsTotal} facts have an outcome.");
            }

            await File.WriteAllTextAsync(Report("summary.json"), summary.ToJson() + "\n", CancellationToken.None);
        }

        if (rejected.Any)
        {
            screen.Err.WriteLine($"Rows that did not go in: {rejected.Path}");
        }

        return Print(summary);
    }

    private Task<ImportPlan> Checked(CancellationToken stop)
    {
        var read = 0L;
        var files = Assignment.Of(mapping, [.. options.Data.Select(path => new DataFile(path))]);
        return new Progress("checking", "rows", () => read, 0).Follow(screen, Task.Run(() => ImportPlan.Check(files, rows => read = rows, stop), stop));
    }

    private Task<bool> Send(ImportPlan plan, RejectedRows rejected, Patience patience, CancellationToken stop)
    {
        var writer = new FactWriter(mapping.Sender);
        var senders = Enumerable.Range(0, options.Parallel).Select(_ => new BatchSender(patience, writer, tally, rejected)).ToList();
        return new Progress("sending", "events", () => tally.Answered, plan.Facts)
            .Follow(screen, Done(new Delivery(plan, tally, rejected, options.Batch).Run(senders, stop)));
    }

    private async Task<bool> ViewsReady(Patience patience, CancellationToken stop)
    {
        if (options.NoWait || tally.HighestPosition == 0)
        {
            return false;
        }

        var come = 0L;
        var views = new ViewsReady(patience, position => come = position);
        return await new Progress("views at position", null, () => come, tally.HighestPosition).Follow(screen, Done(views.At(tally.HighestPosition, stop)));
    }

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private int Print(Summary summary)
    {
        SummaryTable.Print(summary, options.Json, screen);
        return summary.Refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static Dictionary<string, long> Unmatched(ImportPlan plan) =>
        plan.Unmatched == 0 ? [] : new() { [Delivery.Unmatched] = plan.Unmatched };

    private string Report(string kind) => Path.Combine(options.ReportFolder, $"{mapping.Name}.{kind}");
}
