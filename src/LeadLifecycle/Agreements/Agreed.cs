namespace LeadLifecycle;

/// <summary>What marketing and sales have agreed on, as it is in force at one instant.</summary>
public sealed record Agreed(SlaPolicy Sla, CalendarBook Calendars, ReasonCodes Reasons)
{
    /// <summary>What a fresh workspace starts with, until both teams sign something else.</summary>
    public static readonly Agreed Default = new(SlaPolicy.Default, CalendarBook.Default, ReasonCodes.Default);
}

/// <summary>
/// Every agreement that was ever in force. Its past never changes: a version begins when both teams have signed it, so
/// what was in force at an instant that has passed is settled.
/// </summary>
public sealed class AgreementHistory
{
    private readonly (DateTimeOffset From, Agreed Agreed)[] _inForce;

    /// <param name="first">In force from the beginning of time.</param>
    /// <param name="changes">What replaced it and from when, in order of time.</param>
    public AgreementHistory(Agreed first, IEnumerable<(DateTimeOffset From, Agreed Agreed)> changes) =>
        _inForce = [(DateTimeOffset.MinValue, first), .. changes];

    public static AgreementHistory Of(Agreed always) => new(always, []);

    /// <summary>What is in force at an instant, and everything that will be after it.</summary>
    public IEnumerable<Agreed> From(DateTimeOffset instant) => _inForce.Where(agreement => agreement.From > instant).Select(agreement => agreement.Agreed).Prepend(At(instant));

    public Agreed At(DateTimeOffset instant) => Array.FindLast(_inForce, agreement => agreement.From <= instant).Agreed;
}
