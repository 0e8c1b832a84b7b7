namespace LeadLifecycle;

/// <summary>
/// How a command opens the next cycle: freely after Lost or Recycled, after Won only when it says so (an upsell).
/// The event always carries <c>reopen: true</c>, so the sweep reads it the same wherever it stands.
/// </summary>
internal static class Reentry
{
    public static Decision Decide(Cycle ended, StageFact asked, StageFact reopening) => ended.End == Stage.Won && !asked.Reopens
        ? Decision.Refuse(RefusalCodes.StepNotAllowed, "The lead is Won; say reopen: true to open its next cycle.", "/reopen")
        : Decision.Record(reopening);
}
