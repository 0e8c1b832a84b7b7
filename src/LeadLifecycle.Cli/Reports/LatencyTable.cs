using System.Text.Json;
using LeadLifecycle.Cli.Http;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>Latencies: a row per leg and group. Too few observations give the word <c>insufficient</c>, never a number.</summary>
public static class LatencyTable
{
    private static readonly string[] Counts = ["closed", "open", "left", "negative"];
    private static readonly string[] Percentiles = ["p50", "p75", "p90", "p95", "max"];

    public static void Print(IReadOnlyList<(string Name, Answer Answer)> answers, Screen screen)
    {
        var views = answers.Select(answer => (answer.Name, Json: answer.Answer.Json())).ToList();
        var groups = views.SelectMany(view => view.Json.RootElement.GetProperty("groups").EnumerateArray().Select(group => (view.Name, Group: group))).ToList();
        var keys = GroupKey.Columns(groups.Select(group => group.Group));
        var table = new Table([.. keys.Prepend("leg").Concat(Counts).Concat(Percentiles).Select(name => (Cell)name)]);
        foreach (var (name, group) in groups)
        {
            table.Add([name, .. GroupKey.Cells(group, keys), .. Counts.Select(count => (Cell)group.GetProperty(count).GetInt64()), .. Wall(group)]);
        }

        table.Print(screen);
        Freshness.Print(views[^1].Json.RootElement, screen);
        views.ForEach(view => view.Json.Dispose());
    }

    private static IEnumerable<Cell> Wall(JsonElement group)
    {
        var insufficient = group.TryGetProperty("insufficient", out var flag) && flag.ValueKind == JsonValueKind.True;
        var wall = group.TryGetProperty("wall", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        return Percentiles.Select(name =>
            insufficient ? new Cell("insufficient", name == Percentiles[0] ? "insufficient" : "", true)
            : wall.ValueKind == JsonValueKind.Object && wall.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? Cell.Duration(value.GetDouble())
            : Cell.Word(""));
    }
}
