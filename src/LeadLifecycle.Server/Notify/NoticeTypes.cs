namespace LeadLifecycle.Server.Notify;

/// <summary>What a subscriber can be told of. Names never change their meaning.</summary>
internal static class NoticeTypes
{
    public const string Offered = "handoff.offered";
    public const string Accepted = "handoff.accepted";
    public const string Rejected = "handoff.rejected";
    public const string AtRisk = "handoff.at-risk";
    public const string Breached = "handoff.breached";
    public const string BreachRetracted = "handoff.breach-retracted";
    public const string SalesQualified = "lead.sales-qualified";
    public const string Won = "lead.won";
    public const string Lost = "lead.lost";
    public const string Recycled = "lead.recycled";
    public const string SubscriptionDisabled = "subscription.disabled";

    /// <summary>Only ever sent on request, to one subscription.</summary>
    public const string Test = "subscription.test";

    /// <summary>Those a filter can name.</summary>
    public static readonly IReadOnlyList<string> All =
        [Offered, Accepted, Rejected, AtRisk, Breached, BreachRetracted, SalesQualified, Won, Lost, Recycled, SubscriptionDisabled];
}
