namespace LeadLifecycle.Specs;

/// <summary>What was decided, and what the lead is once it is recorded.</summary>
public sealed class Outcome(Lead? before, Guid leadId, Guid eventId, Decision decision)
{
    public LeadEvent ThenRecorded() => decision.ShouldBeOfType<Decision.Recording>().Event;

    public T ThenRecorded<T>() where T : LeadEvent => ThenRecorded().ShouldBeOfType<T>();

    public void ThenNothing() => decision.ShouldBeOfType<Decision.NothingToRecord>();

    public Decision.Refusal ThenRefused(string code, string? pointer = null)
    {
        var refusal = decision.ShouldBeOfType<Decision.Refusal>();
        refusal.Code.ShouldBe(code);
        refusal.Pointer.ShouldBe(pointer);
        return refusal;
    }

    public Lead ThenLead() => Lead.Evolve(before, leadId, eventId, ThenRecorded());

    public Move ThenMove() => ThenRecorded().Move.ShouldNotBeNull();

    /// <summary>One sign for a table: recorded, nothing, or the refusal's code.</summary>
    public string Sign => decision switch
    {
        Decision.Recording => "R",
        Decision.Refusal { Code: RefusalCodes.StepNotAllowed } => "x",
        Decision.Refusal refusal => refusal.Code,
        _ => "-",
    };
}
