using CsCheck;
using LeadLifecycle.Specs.Oracle;

namespace LeadLifecycle.Specs.Properties;

/// <summary>Random logs of one lead: few instants, so that ties are common, and every kind of event, in any order.</summary>
public static class Logs
{
    private const int Days = 6;

    private static readonly Gen<string> Kinds = Gen.Frequency(
        (3, "captured"), (3, "engaged"), (3, "qualified"), (4, "accepted"), (3, "sales-qualified"), (3, "won"), (4, "lost"),
        (3, "recycled"), (3, "assigned"), (5, "void"), (1, "contacted"), (1, "touched"), (1, "feedback"));

    private static readonly Gen<string?> Names = Gen.Frequency<string?>((3, "a"), (3, "b"), (1, null));

    public static readonly Gen<DateTimeOffset> Instants = Gen.Int[1, Days + 1].Select(day => Day(day));

    public static readonly Gen<DateTimeOffset> Moments = Gen.Int[0, 6].Select(moment => Moment(moment));

    /// <summary>An event; a void names its fact by a place in the log, which the log turns into an id.</summary>
    public static readonly Gen<(LeadEvent Event, int Target)> Events =
        Gen.Select(Kinds, Gen.Int[1, Days], Gen.Int[0, 4], Names, Names, Gen.Int[0, 15])
            .Select((kind, day, reopen, name, other, target) => (Of(kind, reopen == 0, name, other).On(day), target));

    public static readonly Gen<Recorded[]> Any =
        Gen.Select(Gen.Guid, Events, Gen.Int[0, 5]).Array[0, 14].Select(lines =>
        {
            var ids = lines.Select(line => line.Item1).ToArray();
            return lines.Select(line => new Recorded(line.Item1, Aim(line.Item2.Event, line.Item2.Target, ids), Moment(line.Item3)))
                .OrderBy(line => line.At).ToArray();
        });

    /// <summary>Gives a void the fact at its place; a place beyond the log is a fact nobody recorded.</summary>
    public static LeadEvent Aim(LeadEvent e, int target, IReadOnlyList<Guid> ids) =>
        e is LeadFactVoided voided ? voided with { Fact = target < ids.Count ? ids[target] : Id(target) } : e;

    public static string Print(IEnumerable<Recorded> log) => "\n" + string.Join('\n', log);

    public static DateTimeOffset Moment(int moment) => Day(10).AddMinutes(moment);

    private static LeadEvent Of(string kind, bool reopen, string? name, string? other) => kind switch
    {
        "captured" => new LeadCaptured { Source = name, Channel = other, Campaign = name, Reopen = reopen },
        "engaged" => new LeadEngaged { Kind = name, Reopen = reopen },
        "qualified" => new LeadMarketingQualified { Team = name, Reopen = reopen },
        "accepted" => new LeadSalesAccepted { Owner = name, Team = other },
        "sales-qualified" => SalesQualified with { Fit = name },
        "won" => Won with { Amount = name is null ? null : name.Length },
        "lost" => Lost with { Reason = name is null ? null : "price" },
        "recycled" => Recycled with { Reason = name is null ? null : "timing" },
        "assigned" => AssignedTo(name, other),
        "void" => new LeadFactVoided { Reason = "mistake" },
        "contacted" => Contacted with { Actor = name },
        "touched" => Touched,
        _ => Feedback,
    };
}
