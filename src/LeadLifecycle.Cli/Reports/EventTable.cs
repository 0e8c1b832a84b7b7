using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>Events of a lead's history and of the feed, as rows and as lines.</summary>
public static class EventTable
{
    private static readonly string[] Whole = ["version", "position", "occurredAt", "recordedAt", "type", "actor", "late", "sender", "senderEventId", "data"];
    private static readonly string[] Short = ["version", "occurredAt", "recordedAt", "type", "actor", "late", "data"];
    private static readonly string[] Feed = ["position", "recordedAt", "occurredAt", "type", "leadId", "actor", "data"];

    /// <summary>Whole in a pipe; on a terminal what fits one.</summary>
    public static Table OfHistory(Screen screen) => new([.. History(screen).Select(name => (Cell)name)]);

    public static void AddHistory(Table table, JsonElement item, Screen screen) => table.Add([.. History(screen).Select(name => Value(item, name))]);

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
            screen.Line(Feed.Select(name => Value(item, name)));
        }
    }

    private static string[] History(Screen screen) => screen.OutIsTerminal ? Short : Whole;

    private static Cell Value(JsonElement item, string name)
    {
        var text = Text(item, name);
        return name switch
        {
            "version" or "position" => long.TryParse(text, out var number) ? number : Cell.Word(text),
            "occurredAt" or "recordedAt" => Cell.Instant(text),
            _ => text,
        };
    }

    private static string Text(JsonElement item, string name) => !item.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
