using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Notify;

/// <summary>What an event is worth telling, and the facts of the lead at that moment that filters and messages go by.</summary>
/// <param name="Type">One of <see cref="NoticeTypes"/>.</param>
internal sealed record Notice(string Type, int Cycle, DateTimeOffset OccurredAt, NoticeFacts Facts)
{
    /// <summary>
    /// Told is a live stage fact that moved its lead to its own stage when it arrived, and what a clock raised. Null for
    /// everything else: history, repeats, what came after its cycle's end, and facts that others overtook.
    /// </summary>
    /// <param name="lead">The lead with the event in it.</param>
    /// <param name="agreed">In force when it was recorded; it names the segments.</param>
    public static Notice? Of(LeadEvent e, Lead lead, Agreed agreed) => e switch
    {
        { Backfill: true } => null,
        StageFact fact when Moved(fact) && TypeOf(fact) is { } type => new Notice(type, fact.Move!.Cycle, fact.OccurredAt, FactsOf(fact, lead, agreed)),
        SlaEvent sla => new Notice(TypeOf(sla), sla.Cycle, sla.OccurredAt, FactsOf(sla, lead)),
        _ => null,
    };

    /// <summary>Whether it could be told at all; a cheap look that says yes too often, never no too often.</summary>
    public static bool MayTell(LeadEvent e) => e is { Backfill: false, Move: not null } or SlaEvent;

    private static bool Moved(StageFact fact) =>
        fact.Move is { Repeat: false, AfterEnd: false } move && move.To == fact.Stage && move.From != move.To;

    private static string? TypeOf(StageFact fact) => fact switch
    {
        LeadMarketingQualified => NoticeTypes.Offered,
        LeadSalesAccepted => NoticeTypes.Accepted,
        LeadSalesQualified => NoticeTypes.SalesQualified,
        LeadWon => NoticeTypes.Won,
        LeadLost => NoticeTypes.Lost,
        LeadRecycled { Move.From: Stage.MarketingQualified } => NoticeTypes.Rejected,
        LeadRecycled => NoticeTypes.Recycled,
        _ => null,
    };

    private static string TypeOf(SlaEvent e) => e switch
    {
        SlaAtRisk => NoticeTypes.AtRisk,
        SlaBreached => NoticeTypes.Breached,
        SlaBreachRetracted => NoticeTypes.BreachRetracted,
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "No notice tells this event."),
    };

    /// <summary>Of the cycle whose clock it was, which may have ended since.</summary>
    private static NoticeFacts FactsOf(SlaEvent e, Lead lead)
    {
        var cycle = lead.Course.Cycles.FirstOrDefault(cycle => cycle.Number == e.Cycle);
        return new NoticeFacts
        {
            Stage = cycle?.Stage.ToString(),
            Team = e.Team,
            Owner = e.Owner,
            Source = cycle?.Origin?.Source,
            Segment = e.Segment,
            Score = cycle?.Fact<LeadMarketingQualified>(Stage.MarketingQualified)?.Score,
            Reason = (e as SlaBreachRetracted)?.Reason,
            Leg = e.Leg,
            Due = e.Due,
        };
    }

    private static NoticeFacts FactsOf(StageFact fact, Lead lead, Agreed agreed)
    {
        var qualified = lead.Course.Current?.Fact<LeadMarketingQualified>(Stage.MarketingQualified);
        return new NoticeFacts
        {
            Segment = lead.Course.Current is { } cycle ? agreed.Sla.SegmentOf(Leg.Acceptance, cycle)?.Name : null,
            Stage = fact.Stage.ToString(),
            Team = lead.Team ?? qualified?.Team,
            Owner = lead.Owner,
            Source = lead.Course.Current?.Origin?.Source,
            Score = qualified?.Score,
            Reason = (fact as LeadLost)?.Reason ?? (fact as LeadRecycled)?.Reason,
        };
    }
}

/// <summary>What is told of a lead beyond its ids; unknown is null. Nothing here is personal.</summary>
internal sealed record NoticeFacts
{
    /// <summary>As they are stored: JSON.</summary>
    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, EventJson.Options);

    public static NoticeFacts Parse(string text) => JsonSerializer.Deserialize<NoticeFacts>(text, EventJson.Options)!;

    public string? Stage { get; init; }

    public string? Team { get; init; }

    public string? Owner { get; init; }

    public string? Source { get; init; }

    /// <summary>The SLA's segment the handoff falls in.</summary>
    public string? Segment { get; init; }

    /// <summary>Of the qualification that holds the current cycle's stamp.</summary>
    public decimal? Score { get; init; }

    /// <summary>Code of a loss, a recycling, a rejection; for a disabled subscription why it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The leg whose clock this is about.</summary>
    public string? Leg { get; init; }

    /// <summary>When that leg is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The subscription that was disabled.</summary>
    public Guid? Subscription { get; init; }
}
