namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>
/// One cycle of a lead as one flat row: a column per stage's stamp and what the stamps' facts say. A report as of T
/// looks only at stamps before T; a report known at K looks only at the row that stood at K.
/// </summary>
internal sealed record CycleRow(Guid LeadId, int Cycle)
{
    public DateTimeOffset? CapturedAt { get; init; }

    public DateTimeOffset? EngagedAt { get; init; }

    public DateTimeOffset? QualifiedAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? SalesQualifiedAt { get; init; }

    public DateTimeOffset? WonAt { get; init; }

    public DateTimeOffset? LostAt { get; init; }

    public DateTimeOffset? RecycledAt { get; init; }

    /// <summary>The first human contact since qualification (since acceptance where that came first or alone).</summary>
    public DateTimeOffset? ContactedAt { get; init; }

    /// <summary>Of the cycle's own capture; counts from <see cref="CapturedAt"/> on.</summary>
    public string? Source { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Of the last earlier cycle that was captured; counts while this cycle has no capture of its own.</summary>
    public string? EarlierSource { get; init; }

    public string? EarlierChannel { get; init; }

    public string? EarlierCampaign { get; init; }

    public string? QualifiedTeam { get; init; }

    public string? AcceptedOwner { get; init; }

    public string? AcceptedTeam { get; init; }

    /// <summary>Of the end, when it gives one.</summary>
    public string? Reason { get; init; }

    /// <summary>In <see cref="WonCurrency"/>.</summary>
    public decimal? WonAmount { get; init; }

    public string? WonCurrency { get; init; }

    /// <summary>Reads a lead's cycles off its facts.</summary>
    public static IEnumerable<CycleRow> Of(Guid leadId, FactSet facts)
    {
        LeadCaptured? earlier = null;
        foreach (var cycle in facts.Course.Cycles)
        {
            yield return Of(leadId, cycle, earlier, facts);
            earlier = cycle.Origin;
        }
    }

    private static CycleRow Of(Guid leadId, Cycle cycle, LeadCaptured? earlier, FactSet facts)
    {
        var own = cycle.Fact<LeadCaptured>(Stage.Captured);
        var accepted = cycle.Fact<LeadSalesAccepted>(Stage.SalesAccepted);
        var won = cycle.Fact<LeadWon>(Stage.Won);
        return new CycleRow(leadId, cycle.Number)
        {
            CapturedAt = cycle[Stage.Captured]?.At,
            EngagedAt = cycle[Stage.Engaged]?.At,
            QualifiedAt = cycle[Stage.MarketingQualified]?.At,
            AcceptedAt = cycle[Stage.SalesAccepted]?.At,
            SalesQualifiedAt = cycle[Stage.SalesQualified]?.At,
            WonAt = cycle[Stage.Won]?.At,
            LostAt = cycle[Stage.Lost]?.At,
            RecycledAt = cycle[Stage.Recycled]?.At,
            ContactedAt = FirstContact.In(cycle, facts),
            Source = own?.Source,
            Channel = own?.Channel,
            Campaign = own?.Campaign,
            EarlierSource = earlier?.Source,
            EarlierChannel = earlier?.Channel,
            EarlierCampaign = earlier?.Campaign,
            QualifiedTeam = cycle.Fact<LeadMarketingQualified>(Stage.MarketingQualified)?.Team,
            AcceptedOwner = accepted?.Owner,
            AcceptedTeam = accepted?.Team,
            Reason = cycle.Fact<LeadLost>(Stage.Lost)?.Reason ?? cycle.Fact<LeadRecycled>(Stage.Recycled)?.Reason,
            WonAmount = won?.Amount,
            WonCurrency = won?.Currency,
        };
    }
}
