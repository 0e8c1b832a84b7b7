using System.Text.Json;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Reports;

/// <summary>Says how far a view has come: under the table on a terminal, beside the lines (on stderr) in a pipe.</summary>
public static class Freshness
{
    public static void Print(JsonElement view, Screen screen)
    {
        if (view.TryGetProperty("upTo", out var upTo) && upTo.TryGetProperty("position", out var position))
        {
            var at = upTo.TryGetProperty("recordedAt", out var recordedAt) && recordedAt.ValueKind == JsonValueKind.String ? $", recorded {recordedAt.GetString()}" : "";
            (screen.OutIsTerminal ? screen.Out : screen.Err).WriteLine($"up to position {position.GetInt64()}{at}");
        }
    }
}
