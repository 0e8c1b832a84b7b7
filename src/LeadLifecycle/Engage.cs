namespace LeadLifecycle;

/// <summary>The person interacted after capture: a reply, a form, a meeting, a chat.</summary>
public sealed record LeadEngaged : StageFact
{
    public override Stage Stage => Stage.Engaged;

    public override bool Reopens => Reopen;

    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Opens the next cycle, also after Won.</summary>
    public bool Reopen { get; init; }
}

public static class Engage
{
    public static Decision Decide(Lead lead, LeadEngaged asked) => lead.Stage switch
    {
        Stage.Captured => Decision.Record(asked with { Reopen = false }),
        Stage.Engaged => Decision.Nothing,
        { } stage when stage.IsEnd() => Reentry.Decide(lead.Course.Current!, asked, asked with { Reopen = true }),
        _ => Refusal.NotAllowed(lead, "engage"),
    };
}
