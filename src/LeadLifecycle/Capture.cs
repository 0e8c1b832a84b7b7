namespace LeadLifecycle;

/// <summary>An identity and a source are known: the lead is marketing's.</summary>
public sealed record LeadCaptured : StageFact
{
    public override Stage Stage => Stage.Captured;

    public override bool Reopens => Reopen;

    /// <summary>The lead source (organic, paid, referral, fair …); not the emitting system.</summary>
    public string? Source { get; init; }

    public SourceClass? SourceClass { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    public Company? Company { get; init; }

    /// <summary>Opens the next cycle, also after Won.</summary>
    public bool Reopen { get; init; }
}

/// <summary>Who brought the lead in.</summary>
public enum SourceClass
{
    Marketing,
    Sales,
    Partner,
}

/// <summary>Firmographics: facts about a firm, not about a person, so they may stand in events.</summary>
public sealed record Company
{
    public string? Name { get; init; }

    public string? Industry { get; init; }

    public int? Employees { get; init; }

    public string? Country { get; init; }

    public string? Technology { get; init; }

    public string? Role { get; init; }
}

public static class Capture
{
    /// <summary>Capturing a lead whose open cycle is captured already records nothing, so a form sent twice is one capture.</summary>
    public static Decision Decide(Lead? lead, LeadCaptured asked)
    {
        if (lead?.Course.Current is not { } cycle) return Decision.Record(asked with { Reopen = false });
        if (cycle.End is not null) return Reentry.Decide(cycle, asked, asked with { Reopen = true });
        return cycle[Stage.Captured] is not null ? Decision.Nothing : Refusal.NotAllowed(lead, "capture");
    }
}
