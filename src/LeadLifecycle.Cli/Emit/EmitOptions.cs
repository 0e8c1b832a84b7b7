using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Emit;

/// <summary>What every way of <c>leads emit</c> asks for.</summary>
/// <param name="Backfill">It is history: quiet, no clocks.</param>
/// <param name="DryRun">Print what would be sent, and send nothing.</param>
/// <param name="Patience">How long to keep trying without any progress.</param>
public sealed record EmitOptions(Destination Server, bool Json, bool Backfill, bool DryRun, TimeSpan Patience);

/// <summary>The one fact of a command line; what is null was not said.</summary>
/// <param name="Data">JSON, or <c>@</c> and a file of it.</param>
/// <param name="Set"><c>path=text</c> or <c>path:=JSON</c>, over the data.</param>
public sealed record SaidEvent(string Type, string Source, string? Subject, string? Time, string? Id, string? Data, IReadOnlyList<string> Set);

/// <summary>A file of facts.</summary>
/// <param name="Path"><c>-</c> is what comes in.</param>
/// <param name="Source">Of the lines that have none.</param>
/// <param name="Batch">Events per request at most.</param>
/// <param name="ReportFolder">Where refused lines are written.</param>
public sealed record EventFile(string Path, string? Source, int Batch, string ReportFolder)
{
    public const string In = "-";

    public string RejectedPath => System.IO.Path.Combine(ReportFolder, $"{(Path == In ? "emit" : System.IO.Path.GetFileName(Path))}.rejected.jsonl");
}
