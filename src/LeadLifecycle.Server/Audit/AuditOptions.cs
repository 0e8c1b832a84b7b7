namespace LeadLifecycle.Server.Audit;

/// <summary>Configuration section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Names this installation in its checkpoints, before the workspace; taken when the key is made, and kept with it.</summary>
    public string Origin { get; init; } = "leadlifecycle";

    /// <summary>A checkpoint is signed this long after the last, when something is new.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>And as soon as this many events are new.</summary>
    public int CheckpointAfter { get; init; } = 1_000;

    /// <summary>Where checkpoints are kept off the box: the path of a folder, or an https address they are posted to.</summary>
    public string[] Sinks { get; init; } = [];
}
