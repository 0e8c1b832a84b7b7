namespace LeadLifecycle;

/// <summary>
/// What a clock did, as a fact on the lead's stream. It names its clock by the fact that started it, so that it stays
/// attached when cycles are read anew. It moves nothing, and it cannot be voided: a wrong breach is retracted.
/// </summary>
public abstract record SlaEvent : LeadEvent
{
    /// <summary>The leg's name.</summary>
    public string Leg { get; init; } = "";

    /// <summary>The cycle's number when it was raised.</summary>
    public int Cycle { get; init; }

    /// <summary>The stored id of the fact that started the clock.</summary>
    public Guid StartedBy { get; init; }

    /// <summary>When the clock started, UTC.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When the leg was to be done, UTC.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>The version of the SLA that was frozen when the clock started.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>The segment whose target it was; null for none.</summary>
    public string? Segment { get; init; }

    /// <summary>Who had the lead at that moment.</summary>
    public string? Owner { get; init; }

    public string? Team { get; init; }
}

/// <summary>The at-risk share of the target is used up; <c>occurredAt</c> is the instant it was.</summary>
public sealed record SlaAtRisk : SlaEvent;

/// <summary>The leg was not done when it was due; <c>occurredAt</c> is the deadline, however late it is recorded.</summary>
public sealed record SlaBreached : SlaEvent;

/// <summary>A breach turned out not to have been one; the breach stays in the stream. <c>occurredAt</c> is when that was found.</summary>
public sealed record SlaBreachRetracted : SlaEvent
{
    /// <summary>The stored id of the breach.</summary>
    public Guid Breach { get; init; }

    /// <summary>See <see cref="RetractionReasons"/>.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Why a breach is retracted.</summary>
public static class RetractionReasons
{
    /// <summary>It is known by now that the leg was done in time.</summary>
    public const string LateProof = "late-proof";

    /// <summary>The clock was paused, so it was due later.</summary>
    public const string DueLater = "due-later";

    /// <summary>The clock is gone: its starting fact was voided, or an earlier one holds the stamp now.</summary>
    public const string ClockCancelled = "clock-cancelled";
}
