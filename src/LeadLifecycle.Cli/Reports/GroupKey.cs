using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>The key of a group: one column per breakdown. An unknown value is empty in a pipe and said on a terminal.</summary>
public static class GroupKey
{
    public static IReadOnlyList<string> Columns(IEnumerable<JsonElement> groups) =>
        [.. groups.Where(group => group.TryGetProperty("key", out _)).SelectMany(group => group.GetProperty("key").EnumerateObject()).Select(member => member.Name).Distinct()];

    public static IEnumerable<Cell> Cells(JsonElement group, IReadOnlyList<string> columns) => columns.Select(column =>
        group.TryGetProperty("key", out var key) && key.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null
            ? (Cell)value.ToString()
            : new Cell("", "(none)", false));
}
