namespace LeadLifecycle;

/// <summary>An opportunity exists: its amount, when it should close, how well it fits.</summary>
public sealed record LeadSalesQualified : StageFact
{
    public override Stage Stage => Stage.SalesQualified;

    /// <summary>In <see cref="Currency"/>; null is unknown, 0 is zero.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public string? Fit { get; init; }
}

public static class SalesQualify
{
    public static Decision Decide(Lead lead, LeadSalesQualified asked) => (lead.Stage, asked) switch
    {
        (Stage.SalesAccepted, { Amount: null }) => Refusal.Missing("amount", "An opportunity"),
        (Stage.SalesAccepted, { Currency: null }) => Refusal.Missing("currency", "An opportunity"),
        (Stage.SalesAccepted, { ExpectedClose: null }) => Refusal.Missing("expectedClose", "An opportunity"),
        (Stage.SalesAccepted, _) => Decision.Record(asked),
        (Stage.SalesQualified, _) when Same(lead.Course.Current!.Fact<LeadSalesQualified>(Stage.SalesQualified)!, asked) => Decision.Nothing,
        _ => Refusal.NotAllowed(lead, "sales-qualify"),
    };

    private static bool Same(LeadSalesQualified held, LeadSalesQualified asked) =>
        (held.Amount, held.Currency, held.ExpectedClose, held.Fit) == (asked.Amount, asked.Currency, asked.ExpectedClose, asked.Fit);
}
