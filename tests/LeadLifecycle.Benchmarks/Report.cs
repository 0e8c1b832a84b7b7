using System.Text.Json;
using Spectre.Console;

namespace LeadLifecycle.Benchmarks;

/// <summary>Medians with the smallest and the largest beside them: machines are noisy.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(IReadOnlyList<ImportRun> runs, string postgres, string? jsonFile)
    {
        var table = new Table().AddColumns("what", "median", "min", "max", "× raw COPY");
        Add(table, "import, events/s (client to views)", runs, run => run.Import, run => run.Import / run.RawCopy);
        Add(table, "rebuild of all views, events/s", runs, run => run.Rebuild, run => run.Rebuild / run.RawCopy);
        Add(table, "raw COPY of the same rows, rows/s", runs, run => run.RawCopy, null);
        Add(table, "server memory, MB (peak)", runs, run => run.ServerMegabytes, null);
        AnsiConsole.MarkupLineInterpolated($"{runs[0].Events:N0} events, {runs.Count} runs, {Environment.ProcessorCount} processors, PostgreSQL {postgres}");
        AnsiConsole.Write(table);
        if (jsonFile is not null) File.WriteAllText(jsonFile, JsonSerializer.Serialize(new { postgres, processors = Environment.ProcessorCount, runs }, Indented));
    }

    private static void Add(Table table, string what, IReadOnlyList<ImportRun> runs, Func<ImportRun, double> figure, Func<ImportRun, double>? ratio)
    {
        var figures = runs.Select(figure).Order().ToArray();
        table.AddRow(
            what, $"{Median(figures):N0}", $"{figures[0]:N0}", $"{figures[^1]:N0}",
            ratio is null ? "" : $"{Median([.. runs.Select(ratio).Order()]):0.00}");
    }

    private static double Median(double[] sorted) => sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
