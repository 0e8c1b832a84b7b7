using System.Text;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>Why a part of a delivery is no fact yet.</summary>
/// <param name="Detail">For a person; it may quote what was sent, so it lies where the part lies.</param>
/// <param name="Member">JSON Pointer into the fact that was made of the part; null when none was.</param>
internal sealed record Fault(string Code, string Detail, string? Member)
{
    private const int LongestText = 1_000;

    public static Fault Of(Item.Unclear unclear) => new(unclear.Code, Kept(unclear.Detail), null);

    public static Fault Of(MalformedException malformed) => new(malformed.Code, Kept(malformed.Message), Kept(malformed.Pointer));

    /// <summary>
    /// Null when the outcome stands: recorded, or refused by a rule, which looked at the lead and would say the same again.
    /// Everything else that was refused (an unknown code, a time to come, an id used twice) another mapping or another day can mend.
    /// </summary>
    public static Fault? Of(Outcome outcome) => outcome.Kind == OutcomeKind.Refused && Codes.StatusOf(outcome.Code!) != StatusCodes.Status409Conflict
        ? new Fault(outcome.Code!, Kept(outcome.Detail!), outcome.Pointer)
        : null;

    /// <summary>As the database takes it: bounded, without NUL, and with no half of a surrogate pair, which a cut may leave.</summary>
    private static string Kept(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text.Length <= LongestText ? text : text[..LongestText]).Replace('\0', '?')));
}
