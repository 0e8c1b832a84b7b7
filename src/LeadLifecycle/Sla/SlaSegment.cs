namespace LeadLifecycle;

/// <summary>Leads that an SLA treats in a way of their own: by source, territory, team or priority. All its conditions must hold.</summary>
public sealed record SlaSegment(string Name)
{
    /// <summary>The lead source is one of these; empty: any.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The company's country is one of these; empty: any.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The handoff was offered to one of these teams; empty: any.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The score it was qualified with is at least this; null: any, also none.</summary>
    public decimal? MinScore { get; init; }

    /// <summary>Targets that replace the policy's, by leg; the others stay.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Targets { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Replaces the policy's calendar; null keeps it.</summary>
    public string? Calendar { get; init; }

    /// <summary>How specific it is.</summary>
    public int Conditions => (Sources.Count > 0 ? 1 : 0) + (Countries.Count > 0 ? 1 : 0) + (Teams.Count > 0 ? 1 : 0) + (MinScore is null ? 0 : 1);

    /// <summary>A leg that starts before the lead is qualified cannot know its team and score; learning them must not shorten it.</summary>
    public bool Fits(Leg leg, Cycle cycle)
    {
        var qualified = leg.Starts < Stage.MarketingQualified ? null : cycle.Fact<LeadMarketingQualified>(Stage.MarketingQualified);
        return OneOf(Sources, cycle.Origin?.Source)
            && OneOf(Countries, cycle.Origin?.Company?.Country)
            && OneOf(Teams, qualified?.Team)
            && (MinScore is null || qualified?.Score >= MinScore);
    }

    private static bool OneOf(IReadOnlyList<string> known, string? said) =>
        known.Count == 0 || (said is not null && known.Contains(said, StringComparer.OrdinalIgnoreCase));
}
