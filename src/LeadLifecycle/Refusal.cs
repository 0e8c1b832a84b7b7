namespace LeadLifecycle;

/// <summary>Refusals that several steps share.</summary>
internal static class Refusal
{
    public static Decision NotAllowed(Lead? lead, string step) =>
        Decision.Refuse(RefusalCodes.StepNotAllowed, $"A lead {Where(lead)} cannot take the step '{step}'.");

    public static Decision Missing(string member, string why) =>
        Decision.Refuse(RefusalCodes.FieldMissing, $"{why} needs '{member}'.", "/" + member);

    private static string Where(Lead? lead) => lead?.Stage is { } stage ? $"in {stage}" : "without a cycle";
}
