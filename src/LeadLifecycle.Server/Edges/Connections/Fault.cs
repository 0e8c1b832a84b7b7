using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>Why a part of a delivery is no fact yet.</summary>
/// <param name="Detail">For a person; it may quote what was sent, so it lies where the part lies.</param>
/// <param name="Member">JSON Pointer into the fact that was made of the part; null when none was.</param>
internal sealed record Fault(string Code, string Detail, string? Member)
{
    private const int LongestDetail = 1_000;

    public static Fault Of(Item.Unclear unclear) => new(unclear.Code, Short(unclear.Detail), null);

    public static Fault Of(MalformedException malformed) => new(malformed.Code, Short(malformed.Message), malformed.Pointer);

    /// <summary>
    /// Null when the outcome stands: recorded, or refused by a rule, which looked at the lead and would say the same again.
    /// Everything else that was refused (an unknown code, a time to come, an id used twice) another mapping or another day can mend.
    /// </summary>
    public static Fault? Of(Outcome outcome) => outcome.Kind == OutcomeKind.Refused && Codes.StatusOf(outcome.Code!) != StatusCodes.Status409Conflict
        ? new Fault(outcome.Code!, Short(outcome.Detail!), outcome.Pointer)
        : null;

    /// <summary>The database takes no NUL.</summary>
    private static string Short(string detail) => (detail.Length <= LongestDetail ? detail : detail[..LongestDetail]).Replace('\0', '?');
}
