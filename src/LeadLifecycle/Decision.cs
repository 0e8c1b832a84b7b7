namespace LeadLifecycle;

/// <summary>What the rules answer: record these events, nothing to record, or a refusal with a stable code.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    public static readonly Decision Nothing = new NothingToRecord();

    public static Decision Record(LeadEvent e) => new Recording(e);

    public static Decision Refuse(string code, string detail, string? pointer = null) => new Refusal(code, detail) { Pointer = pointer };

    public sealed record Recording(LeadEvent Event) : Decision;

    public sealed record NothingToRecord : Decision;

    /// <param name="Code">Stable; listed in <see cref="RefusalCodes"/>.</param>
    /// <param name="Detail">For a person, in one sentence.</param>
    public sealed record Refusal(string Code, string Detail) : Decision
    {
        /// <summary>JSON pointer into the data, when one member is at fault.</summary>
        public string? Pointer { get; init; }

        /// <summary>The stage steps that a command may take now.</summary>
        public IReadOnlyList<string> Allowed { get; init; } = [];
    }
}

/// <summary>The codes a rule can refuse with.</summary>
public static class RefusalCodes
{
    public const string StepNotAllowed = "lead.step-not-allowed";
    public const string AlreadyAccepted = "lead.already-accepted";
    public const string FieldMissing = "lead.field-missing";
    public const string OccurredTooEarly = "lead.occurred-too-early";
    public const string ReasonUnknown = "reason.unknown";
    public const string CurrencyUnknown = "currency.unknown";
    public const string LegUnknown = "leg.unknown";
    public const string NoClockRuns = "lead.no-clock-runs";
    public const string PauseNotAhead = "pause.not-ahead";
    public const string FactUnknown = "fact.unknown";
    public const string FactNotVoidable = "fact.not-voidable";
}
