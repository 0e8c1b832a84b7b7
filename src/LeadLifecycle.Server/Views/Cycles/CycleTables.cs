using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;
using static LeadLifecycle.Server.Views.Column;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>A row of the cycle tables with the time from which it was known, and when it stopped being the latest.</summary>
internal sealed record KnownCycle(CycleRow Row, DateTimeOffset KnownFrom, DateTimeOffset? SupersededAt = null);

/// <summary>
/// Cycles as they are known now, and apart from them every row a later fact or a void superseded, so that the reports
/// of now scan only what is current. A row counts for K when knownFrom &lt; K ≤ supersededAt.
/// </summary>
internal static class CycleTables
{
    public const string Now = $"{StoreSetup.Schema}.cycle";
    public const string History = $"{StoreSetup.Schema}.cycle_history";

    private static readonly (string, string, Func<IReadOnlyList<KnownCycle>, Array>)[] Known =
    [
        Of<KnownCycle, Guid>("lead_id", "uuid", c => c.Row.LeadId),
        Of<KnownCycle, int>("cycle", "integer", c => c.Row.Cycle),
        Of<KnownCycle, DateTimeOffset?>("captured_at", "timestamptz", c => c.Row.CapturedAt),
        Of<KnownCycle, DateTimeOffset?>("engaged_at", "timestamptz", c => c.Row.EngagedAt),
        Of<KnownCycle, DateTimeOffset?>("qualified_at", "timestamptz", c => c.Row.QualifiedAt),
        Of<KnownCycle, DateTimeOffset?>("accepted_at", "timestamptz", c => c.Row.AcceptedAt),
        Of<KnownCycle, DateTimeOffset?>("sales_qualified_at", "timestamptz", c => c.Row.SalesQualifiedAt),
        Of<KnownCycle, DateTimeOffset?>("won_at", "timestamptz", c => c.Row.WonAt),
        Of<KnownCycle, DateTimeOffset?>("lost_at", "timestamptz", c => c.Row.LostAt),
        Of<KnownCycle, DateTimeOffset?>("recycled_at", "timestamptz", c => c.Row.RecycledAt),
        Of<KnownCycle, DateTimeOffset?>("contacted_at", "timestamptz", c => c.Row.ContactedAt),
        Of<KnownCycle, string?>("source", "text", c => c.Row.Source),
        Of<KnownCycle, string?>("channel", "text", c => c.Row.Channel),
        Of<KnownCycle, string?>("campaign", "text", c => c.Row.Campaign),
        Of<KnownCycle, string?>("earlier_source", "text", c => c.Row.EarlierSource),
        Of<KnownCycle, string?>("earlier_channel", "text", c => c.Row.EarlierChannel),
        Of<KnownCycle, string?>("earlier_campaign", "text", c => c.Row.EarlierCampaign),
        Of<KnownCycle, string?>("qualified_team", "text", c => c.Row.QualifiedTeam),
        Of<KnownCycle, string?>("accepted_owner", "text", c => c.Row.AcceptedOwner),
        Of<KnownCycle, string?>("accepted_team", "text", c => c.Row.AcceptedTeam),
        Of<KnownCycle, string?>("reason", "text", c => c.Row.Reason),
        Of<KnownCycle, decimal?>("won_amount", "numeric", c => c.Row.WonAmount),
        Of<KnownCycle, string?>("won_currency", "text", c => c.Row.WonCurrency),
        Of<KnownCycle, DateTimeOffset>("known_from", "timestamptz", c => c.KnownFrom),
    ];

    public static readonly RowColumns<KnownCycle> NowColumns = new(Now, Known);

    public static readonly RowColumns<KnownCycle> HistoryColumns =
        new(History, [.. Known, Of<KnownCycle, DateTimeOffset?>("superseded_at", "timestamptz", c => c.SupersededAt)]);

    public static readonly string Upsert = $"on conflict (workspace, lead_id, cycle) do update set {NowColumns.SetAll("lead_id", "cycle")}";

    public static Table NowTable()
    {
        var table = new Table(Now);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        NowColumns.Declare(table, "lead_id", "cycle");
        return table;
    }

    public static Table HistoryTable()
    {
        var table = new Table(History);
        table.AddColumn<string>("workspace").NotNull();
        HistoryColumns.Declare(table);
        table.Indexes.Add(new IndexDefinition("idx_cycle_history_lead") { Columns = ["workspace", "lead_id"] });
        return table;
    }
}
