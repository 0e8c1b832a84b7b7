namespace LeadLifecycle.Server.Intake;

public enum OutcomeKind
{
    Recorded,
    Nothing,
    Duplicate,
    Refused,
}

/// <summary>What became of one submission, known only after COMMIT.</summary>
/// <param name="Id">The stored event's id; for nothing and refused the id it would have had.</param>
/// <param name="Stage">The lead's stage at that moment; null when it has no cycle.</param>
/// <param name="Version">The lead's stream version.</param>
/// <param name="Position">Where to wait for in the views; the lead's last known position when nothing was recorded.</param>
public sealed record Outcome(OutcomeKind Kind, Guid Id, Guid LeadId, Stage? Stage, int Cycle, long Version, long Position)
{
    public string? Code { get; init; }

    public string? Detail { get; init; }

    /// <summary>JSON pointer to the member at fault.</summary>
    public string? Pointer { get; init; }

    /// <summary>The steps a command may take now; null unless a rule refused.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Names of members nobody knows; their values went to the vault.</summary>
    public IReadOnlyList<string>? Unmapped { get; init; }

    /// <summary>The lead had no stream before.</summary>
    public bool MadeTheLead { get; init; }

    public static Outcome Refused(Submission submission, HeldLead? held, string code, string detail, string? pointer = null) =>
        Of(OutcomeKind.Refused, submission, held) with { Code = code, Detail = detail, Pointer = pointer };

    public static Outcome Of(OutcomeKind kind, Submission submission, HeldLead? held) =>
        new(kind, submission.EventId, submission.LeadId, held?.Lead.Stage, held?.Lead.Cycle ?? 0, held?.Lead.Version ?? 0, held?.Position ?? 0);
}

/// <summary>A lead as a lane holds it.</summary>
/// <param name="Position">Of its last event.</param>
public sealed record HeldLead(Lead Lead, long Position);
