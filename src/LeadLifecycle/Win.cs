namespace LeadLifecycle;

/// <summary>The deal was won; the cycle ends.</summary>
public sealed record LeadWon : StageFact
{
    public override Stage Stage => Stage.Won;

    /// <summary>In <see cref="Currency"/>; null is unknown, 0 is zero.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }
}

public static class Win
{
    public static Decision Decide(Lead lead, LeadWon asked) => (lead.Stage, asked) switch
    {
        (Stage.SalesQualified, { Amount: null }) => Refusal.Missing("amount", "A win"),
        (Stage.SalesQualified, { Currency: null }) => Refusal.Missing("currency", "A win"),
        (Stage.SalesQualified, _) => Decision.Record(asked),
        (Stage.Won, _) when Same(lead.Course.Current!.Fact<LeadWon>(Stage.Won)!, asked) => Decision.Nothing,
        _ => Refusal.NotAllowed(lead, "win"),
    };

    private static bool Same(LeadWon held, LeadWon asked) => (held.Amount, held.Currency) == (asked.Amount, asked.Currency);
}
