using LeadLifecycle.Server.Store;
using static LeadLifecycle.Server.Views.KnownTables<LeadLifecycle.Server.Views.Cycles.CycleRow>;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Where cycles lie, as they are known now and as they were.</summary>
internal static class CycleTables
{
    public static readonly KnownTables<CycleRow> Tables = new(
        $"{StoreSetup.Schema}.cycle",
        $"{StoreSetup.Schema}.cycle_history",
        keys: 2,
        row => row.Cycle,
        Of("lead_id", "uuid", c => c.LeadId),
        Of("cycle", "integer", c => c.Cycle),
        Of("captured_at", "timestamptz", c => c.CapturedAt),
        Of("engaged_at", "timestamptz", c => c.EngagedAt),
        Of("qualified_at", "timestamptz", c => c.QualifiedAt),
        Of("accepted_at", "timestamptz", c => c.AcceptedAt),
        Of("sales_qualified_at", "timestamptz", c => c.SalesQualifiedAt),
        Of("won_at", "timestamptz", c => c.WonAt),
        Of("lost_at", "timestamptz", c => c.LostAt),
        Of("recycled_at", "timestamptz", c => c.RecycledAt),
        Of("contacted_at", "timestamptz", c => c.ContactedAt),
        Of("source", "text", c => c.Source),
        Of("channel", "text", c => c.Channel),
        Of("campaign", "text", c => c.Campaign),
        Of("earlier_source", "text", c => c.EarlierSource),
        Of("earlier_channel", "text", c => c.EarlierChannel),
        Of("earlier_campaign", "text", c => c.EarlierCampaign),
        Of("qualified_team", "text", c => c.QualifiedTeam),
        Of("accepted_owner", "text", c => c.AcceptedOwner),
        Of("accepted_team", "text", c => c.AcceptedTeam),
        Of("reason", "text", c => c.Reason),
        Of("won_amount", "numeric", c => c.WonAmount),
        Of("won_currency", "text", c => c.WonCurrency));
}
