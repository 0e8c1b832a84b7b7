using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>Events of a lead's history and of the feed, as rows and as lines.</summary>
public static class EventTable
{
    private static readonly string[] Feed = ["position", "recordedAt", "occurredAt", "type", "leadId", "actor", "data"];

    public static Table OfHistory() => new("version", "position", "occurredAt", "recordedAt", "type", "actor", "late", "sender", "senderEventId", "data");

    public static void AddHistory(Table table, JsonElement item) => table.Add(
        Count(item, "version"),
        Count(item, "position"),
        Text(item, "occurredAt"),
        Text(item, "recordedAt"),
        Text(item, "type"),
        Text(item, "actor"),
        Text(item, "late"),
        Text(item, "sender"),
        Text(item, "senderEventId"),
        Text(item, "data"));

    /// <summary>The names of the columns; JSON lines need none.</summary>
    public static void FeedHeader(bool json, Screen screen)
    {
        if (!json)
        {
            screen.Line(Feed.Select(name => (Cell)name));
        }
    }

    public static void FeedLine(JsonElement item, bool json, Screen screen)
    {
        if (json)
        {
            screen.Out.WriteLine(item.GetRawText());
        }
        else
        {
            screen.Line(Feed.Select(name => (Cell)Text(item, name)));
        }
    }

    private static Cell Count(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : Cell.Word("");

    private static string Text(JsonElement item, string name) => !item.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
