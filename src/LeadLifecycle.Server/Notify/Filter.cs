using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify;

/// <summary>Which notices a subscription asks for. What is null or not named asks for all; what is named must be known and fit.</summary>
internal sealed record Filter
{
    public IReadOnlyList<string>? Types { get; init; }

    public IReadOnlyList<string>? Teams { get; init; }

    public IReadOnlyList<string>? Owners { get; init; }

    public IReadOnlyList<string>? Sources { get; init; }

    public IReadOnlyList<string>? Segments { get; init; }

    public decimal? MinScore { get; init; }

    public bool Fits(string type, NoticeFacts facts) =>
        Has(Types, type) && Has(Teams, facts.Team) && Has(Owners, facts.Owner) && Has(Sources, facts.Source) && Has(Segments, facts.Segment)
        && (MinScore is null || facts.Score >= MinScore);

    /// <exception cref="MalformedException">A member is unknown, or a type is.</exception>
    public static Filter Read(Members members)
    {
        var filter = new Filter
        {
            Types = members.TextsIfAny("types"),
            Teams = members.TextsIfAny("teams"),
            Owners = members.TextsIfAny("owners"),
            Sources = members.TextsIfAny("sources"),
            Segments = members.TextsIfAny("segments"),
            MinScore = members.Number("minScore"),
        };
        if (filter.Types?.FirstOrDefault(type => !NoticeTypes.All.Contains(type)) is { } unknown) throw members.Malformed("types", $"cannot hold '{unknown}'; there are {string.Join(", ", NoticeTypes.All)}");
        members.Done();
        return filter;
    }

    private static bool Has(IReadOnlyList<string>? asked, string? value) => asked is null || (value is not null && asked.Contains(value));
}
