namespace LeadLifecycle.Server.Views.Leads;

/// <summary>A lead at a glance, as lists and boards show it.</summary>
/// <param name="Stage">Null before the first stage.</param>
/// <param name="Cycle">0 before the first stage.</param>
/// <param name="Version">The stream's version the card was read at.</param>
/// <param name="Position">Of the last event.</param>
public sealed record LeadCard(Guid LeadId, Stage? Stage, int Cycle, long Version, long Position)
{
    /// <summary>When the lead entered its stage, in the world.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    public string? Source { get; init; }

    public string? Channel { get; init; }

    public string? Campaign { get; init; }

    /// <summary>The latest that captures said of the firm, member by member.</summary>
    public Company? Company { get; init; }

    public decimal? Score { get; init; }

    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>Why the cycle ended, when it did with a reason.</summary>
    public string? Reason { get; init; }

    /// <summary>When the last event was recorded.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    public static LeadCard Of(Guid leadId, Course course, FactSet facts, long version, long position, DateTimeOffset? recordedAt)
    {
        var card = new LeadCard(leadId, course.Stage, course.Current?.Number ?? 0, version, position)
        {
            Owner = course.Owner,
            Team = course.Team,
            Company = Firm(facts),
            RecordedAt = recordedAt,
        };
        if (course.Current is not { } cycle) return card;
        var (won, sales) = (cycle.Fact<LeadWon>(LeadLifecycle.Stage.Won), cycle.Fact<LeadSalesQualified>(LeadLifecycle.Stage.SalesQualified));
        return card with
        {
            Since = cycle[cycle.Stage]?.At,
            Source = cycle.Origin?.Source,
            Channel = cycle.Origin?.Channel,
            Campaign = cycle.Origin?.Campaign,
            Score = cycle.Fact<LeadMarketingQualified>(LeadLifecycle.Stage.MarketingQualified)?.Score,
            Amount = won?.Amount ?? sales?.Amount,
            Currency = won?.Amount is null ? sales?.Currency : won.Currency,
            Reason = cycle.Fact<LeadLost>(LeadLifecycle.Stage.Lost)?.Reason ?? cycle.Fact<LeadRecycled>(LeadLifecycle.Stage.Recycled)?.Reason,
        };
    }

    private static Company? Firm(FactSet facts)
    {
        Company? firm = null;
        foreach (var kept in facts.Standing)
        {
            if (kept.Event is not LeadCaptured { Company: { } said }) continue;
            firm = firm is null ? said : new Company
            {
                Name = said.Name ?? firm.Name,
                Industry = said.Industry ?? firm.Industry,
                Employees = said.Employees ?? firm.Employees,
                Country = said.Country ?? firm.Country,
                Technology = said.Technology ?? firm.Technology,
                Role = said.Role ?? firm.Role,
            };
        }

        return firm;
    }
}
