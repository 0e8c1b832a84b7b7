using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace LeadLifecycle.Benchmarks;

/// <summary>One line of a report.</summary>
/// <param name="Ratio">To PostgreSQL itself with the same rows in the same run; null when there is none.</param>
internal sealed record Figure<TRun>(string What, Func<TRun, double> Of, Func<TRun, double>? Ratio = null, string Format = "N0");

/// <summary>Medians with the smallest and the largest beside them: machines are noisy.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <param name="postgres">Which one; null when none took part.</param>
    public static void Print<TRun>(string what, IReadOnlyList<TRun> runs, IReadOnlyList<Figure<TRun>> figures, string? postgres, string? jsonFile)
    {
        var compared = figures.Any(figure => figure.Ratio is not null);
        var table = new Table().AddColumns(["what", "median", "min", "max", .. compared ? (string[])["× raw"] : []]);
        foreach (var figure in figures) table.AddRow([.. Row(figure, runs).Take(table.Columns.Count)]);
        AnsiConsole.MarkupLineInterpolated($"{what}, {runs.Count} runs, {Environment.ProcessorCount} processors{(postgres is null ? "" : $", PostgreSQL {postgres}")}");
        AnsiConsole.Write(table);
        if (jsonFile is not null) File.WriteAllText(jsonFile, JsonSerializer.Serialize(new { what, postgres, processors = Environment.ProcessorCount, runs }, Indented));
    }

    private static IEnumerable<string> Row<TRun>(Figure<TRun> figure, IReadOnlyList<TRun> runs)
    {
        var figures = runs.Select(figure.Of).Order().ToArray();
        yield return figure.What;
        foreach (var value in (double[])[Median(figures), figures[0], figures[^1]]) yield return value.ToString(figure.Format);
        yield return figure.Ratio is null ? "" : $"{Median([.. runs.Select(figure.Ratio).Order()]):0.00}";
    }

    private static double Median(double[] sorted) => sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
