using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>
/// The funnel. Without a breakdown a row is a stage; with one a row is a group and the stages are columns, the whole last.
/// </summary>
public static class FunnelTable
{
    private static readonly string[] Measures = ["reached", "inferred", "count", "entered", "exited"];
    private static readonly string[] Whole = ["cycles", "open", "won", "lost", "recycled"];

    public static List<Table> Of(JsonElement view, Screen screen)
    {
        var groups = view.GetProperty("groups").EnumerateArray().ToList();
        var keys = GroupKey.Columns(groups);
        return keys.Count == 0 && groups.Count <= 1
            ? WithoutBreakdown(groups.Count == 1 ? groups[0] : view.GetProperty("totals"))
            : [ByGroup(groups, keys, view, screen)];
    }

    private static List<Table> WithoutBreakdown(JsonElement group)
    {
        var whole = Whole.Where(name => group.TryGetProperty(name, out _)).ToArray();
        if (whole.Length == 0)
        {
            return [ByStage(group)];
        }

        var table = new Table([.. whole.Select(name => (Cell)name)]);
        table.Add([.. whole.Select(name => Count(group, name))]);
        return [ByStage(group), table];
    }

    private static Table ByStage(JsonElement group)
    {
        var stages = group.GetProperty("stages").EnumerateArray().ToList();
        var measures = Measures.Where(name => stages.Exists(stage => stage.TryGetProperty(name, out _))).ToList();
        var table = new Table(["stage", .. measures.Select(name => (Cell)name)]);
        foreach (var stage in stages)
        {
            table.Add([stage.GetProperty("stage").GetString(), .. measures.Select(name => Count(stage, name))]);
        }

        return table;
    }

    private static Table ByGroup(List<JsonElement> groups, IReadOnlyList<string> keys, JsonElement view, Screen screen)
    {
        var all = view.TryGetProperty("totals", out var totals) ? [.. groups, totals] : groups;
        // Twice as many columns fit no terminal: there the inferred stand beside only where they were asked for.
        var inferred = !screen.OutIsTerminal || (view.TryGetProperty("mode", out var mode) && mode.GetString() == "passed");
        var cells = all.SelectMany(Cells).GroupBy(cell => cell.Name)
            .Where(same => !same.Key.EndsWith(".inferred") || (inferred && same.Any(cell => cell.Count > 0)))
            .Select(same => same.Key)
            .ToList();
        var table = new Table([.. keys.Select(name => (Cell)name), .. cells.Select(Short)]);
        foreach (var group in groups)
        {
            Add([.. GroupKey.Cells(group, keys)], group);
        }

        if (view.TryGetProperty("totals", out _))
        {
            Add([(Cell)"(total)", .. keys.Skip(1).Select(_ => (Cell)"")], totals);
        }

        return table;

        void Add(Cell[] key, JsonElement group)
        {
            var counts = Cells(group).ToDictionary(cell => cell.Name, cell => cell.Count);
            table.Add([.. key, .. cells.Select(name => (Cell)counts.GetValueOrDefault(name))]);
        }
    }

    /// <summary>The counts of a group under their column names: <c>cycles</c>, each stage (<c>Won.entered</c>), <c>open</c>.</summary>
    private static IEnumerable<(string Name, long Count)> Cells(JsonElement group)
    {
        if (group.TryGetProperty("cycles", out var cycles))
        {
            yield return ("cycles", cycles.GetInt64());
        }

        foreach (var stage in group.GetProperty("stages").EnumerateArray())
        {
            foreach (var measure in Measures.Where(name => stage.TryGetProperty(name, out _)))
            {
                var name = stage.GetProperty("stage").GetString()!;
                yield return (measure is "reached" or "count" ? name : $"{name}.{measure}", stage.GetProperty(measure).GetInt64());
            }
        }

        if (group.TryGetProperty("open", out var open))
        {
            yield return ("open", open.GetInt64());
        }
    }

    private static Cell Count(JsonElement at, string name) => at.TryGetProperty(name, out var count) ? count.GetInt64() : Cell.Word("");

    /// <summary>Eleven columns fit a terminal only under the field's own abbreviations.</summary>
    private static Cell Short(string name) => new(name, name.Replace("MarketingQualified", "MQL").Replace("SalesAccepted", "SAL").Replace("SalesQualified", "SQL"), true);
}
