using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadLifecycle.Cli.Import;

/// <summary>What an import did; written to <c>&lt;name&gt;.summary.json</c> and printed.</summary>
/// <param name="Complete">Every row was read and sent, and every outcome is known.</param>
/// <param name="Facts">CloudEvent type → facts read from the files.</param>
/// <param name="Refused">Code → rows that did not go in.</param>
/// <param name="Seconds">Sending alone, without checking before and waiting for the views after.</param>
/// <param name="Position">The highest position of any outcome; views that have come there show the import.</param>
/// <param name="ViewsReady">The views had come to that position when the command ended.</param>
public sealed record Summary(
    string Name,
    bool DryRun,
    bool Complete,
    IReadOnlyList<string> Files,
    long Rows,
    long FactsTotal,
    IReadOnlyDictionary<string, long> Facts,
    long Recorded,
    long Duplicate,
    long Nothing,
    IReadOnlyDictionary<string, long> Refused,
    double Seconds,
    double EventsPerSecond,
    long Position,
    bool ViewsReady)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Summary Of(string name, ImportPlan plan, Tally tally, TimeSpan sending) => new(
        name,
        DryRun: false,
        Complete: false,
        [.. plan.Files.Select(file => file.Data.Path)],
        plan.Rows,
        plan.Facts,
        plan.Types,
        tally.Recorded,
        tally.Duplicate,
        tally.Nothing,
        tally.Refused,
        Math.Round(sending.TotalSeconds, 3),
        sending > TimeSpan.Zero ? Math.Round(tally.Answered / sending.TotalSeconds) : 0,
        tally.HighestPosition,
        ViewsReady: false);

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
