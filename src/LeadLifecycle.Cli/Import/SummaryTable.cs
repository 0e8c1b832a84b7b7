using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Import;

/// <summary>Prints the summary of an import.</summary>
public static class SummaryTable
{
    public static void Print(Summary summary, bool json, Screen screen)
    {
        if (json)
        {
            screen.Out.WriteLine(summary.ToJson());
            return;
        }

        var table = new Table(summary.DryRun ? "checked" : "imported", "count");
        table.Add("rows", summary.Rows);
        foreach (var (type, count) in summary.Facts)
        {
            table.Add(type, count);
        }

        table.Add("facts", summary.FactsTotal);
        if (!summary.DryRun)
        {
            table.Add("recorded", summary.Recorded);
            table.Add("duplicate", summary.Duplicate);
            table.Add("nothing", summary.Nothing);
        }

        foreach (var (code, count) in summary.Refused)
        {
            table.Add($"refused {code}", count);
        }

        if (!summary.DryRun)
        {
            table.Add("seconds", Cell.Duration(summary.Seconds));
            table.Add("events/s", (long)summary.EventsPerSecond);
            table.Add("position", summary.Position);
        }

        table.Print(screen);
    }
}
