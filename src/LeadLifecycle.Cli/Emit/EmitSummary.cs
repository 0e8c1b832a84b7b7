using System.Text.Json;
using LeadLifecycle.Cli.Import;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Emit;

/// <summary>What became of a file of facts.</summary>
/// <param name="Refused">Code → lines that did not go in.</param>
/// <param name="Position">The highest position of any outcome; views that have come there show all of it.</param>
public sealed record EmitSummary(long Lines, long Recorded, long Duplicate, long Nothing, IReadOnlyDictionary<string, long> Refused, double Seconds, double EventsPerSecond, long Position)
{
    public static EmitSummary Of(long lines, Tally tally, TimeSpan took) => new(
        lines, tally.Recorded, tally.Duplicate, tally.Nothing, tally.Refused, Math.Round(took.TotalSeconds, 3), took > TimeSpan.Zero ? Math.Round(tally.Answered / took.TotalSeconds) : 0, tally.HighestPosition);

    public void Print(bool json, Screen screen)
    {
        if (json)
        {
            screen.Out.WriteLine(JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
            return;
        }

        var table = new Table("emitted", "count");
        (string, Cell)[] counts = [("lines", Lines), ("recorded", Recorded), ("duplicate", Duplicate), ("nothing", Nothing), .. Refused.Select(code => ($"refused {code.Key}", (Cell)code.Value))];
        foreach (var (name, count) in counts)
        {
            table.Add(name, count);
        }

        table.Add("seconds", Cell.Duration(Seconds));
        table.Add("events/s", (long)EventsPerSecond);
        table.Add("position", Position);
        table.Print(screen);
    }
}
