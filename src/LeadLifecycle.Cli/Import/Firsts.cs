namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The earliest fact of each lead under the rules that ask for it: by time, at one time by id, so that the order of rows
/// and files changes nothing.
/// </summary>
public sealed class Firsts
{
    private readonly Dictionary<(BoundRuleKey Rule, string Subject), (DateTimeOffset At, string Id)> earliest = [];

    /// <summary>Notes a fact of the first pass; true when it adds to the number of facts that will be sent.</summary>
    public bool Note(Fact fact)
    {
        if (!fact.Rule.Rule.First)
        {
            return true;
        }

        var (key, mark) = (KeyOf(fact), MarkOf(fact));
        var isNew = !earliest.TryGetValue(key, out var known);
        if (isNew || IsBefore(mark, known))
        {
            earliest[key] = mark;
        }

        return isNew;
    }

    /// <summary>True for the facts to send; each earliest one is given out once, identical rows being one fact.</summary>
    public bool Take(Fact fact) =>
        !fact.Rule.Rule.First
        || (earliest.TryGetValue(KeyOf(fact), out var known) && known == MarkOf(fact) && earliest.Remove(KeyOf(fact)));

    private static (BoundRuleKey, string) KeyOf(Fact fact) => (new(fact.File.Mapped.Name, fact.Rule.Rule.Name), fact.Subject);

    private static (DateTimeOffset At, string Id) MarkOf(Fact fact) => (fact.OccurredAt, fact.Id);

    private static bool IsBefore((DateTimeOffset At, string Id) one, (DateTimeOffset At, string Id) other) =>
        one.At != other.At ? one.At < other.At : string.CompareOrdinal(one.Id, other.Id) < 0;

    private readonly record struct BoundRuleKey(string File, string Rule);
}
