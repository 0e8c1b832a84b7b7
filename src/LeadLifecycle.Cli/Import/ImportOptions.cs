using LeadLifecycle.Cli.Http;

namespace LeadLifecycle.Cli.Import;

/// <summary>What the command line of <c>leads import</c> says.</summary>
/// <param name="Batch">Facts per request, 1 … 1000.</param>
/// <param name="Parallel">Senders; the facts of one lead always go through the same one.</param>
/// <param name="Patience">How long to keep trying without any progress.</param>
public sealed record ImportOptions(
    Destination Server,
    bool Json,
    string MappingFile,
    IReadOnlyList<string> Data,
    bool DryRun,
    int Batch,
    int Parallel,
    string ReportFolder,
    bool NoWait,
    TimeSpan Patience);
