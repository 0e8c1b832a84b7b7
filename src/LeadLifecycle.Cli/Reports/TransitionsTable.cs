using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>The transition matrix: a row per move, and what became of all cycles.</summary>
public static class TransitionsTable
{
    private static readonly string[] Ends = ["Won", "Lost", "Recycled"];

    public static List<Table> Of(JsonElement view)
    {
        // Broken down, every group is a matrix of its own.
        List<JsonElement> groups = view.TryGetProperty("groups", out var list) ? [.. list.EnumerateArray()] : [view];
        var keys = GroupKey.Columns(groups);
        var moves = new Table([.. keys.Select(name => (Cell)name), "from", "to", "count"]);
        var totals = new Table([.. keys.Select(name => (Cell)name), "cycles", "open", .. Ends.Select(name => (Cell)name), "reentered"]);
        foreach (var group in groups)
        {
            foreach (var move in group.GetProperty("transitions").EnumerateArray())
            {
                moves.Add([.. GroupKey.Cells(group, keys), move.GetProperty("from").GetString(), move.GetProperty("to").GetString(), move.GetProperty("count").GetInt64()]);
            }

            var ended = group.GetProperty("ended");
            totals.Add([.. GroupKey.Cells(group, keys), Count(group, "cycles"), Count(group, "open"), .. Ends.Select(end => Count(ended, end)), Count(group, "reentered")]);
        }

        return [moves, totals];
    }

    private static Cell Count(JsonElement at, string name) => at.TryGetProperty(name, out var count) ? count.GetInt64() : 0L;
}
