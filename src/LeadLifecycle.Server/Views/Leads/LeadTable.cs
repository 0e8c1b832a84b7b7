using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;
using static LeadLifecycle.Server.Views.Column;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary>A card and the facts it was read from, from which the next page of events goes on.</summary>
internal sealed record LeadRow(LeadCard Card, byte[] Facts);

/// <summary>One row per lead: what lists filter and sort by, the card itself, and the facts behind it.</summary>
internal static class LeadTable
{
    public const string Name = $"{StoreSetup.Schema}.lead";

    public static readonly RowColumns<LeadRow> Columns = new(
        Name,
        Of<LeadRow, Guid>("lead_id", "uuid", r => r.Card.LeadId),
        Of<LeadRow, long>("version", "bigint", r => r.Card.Version),
        Of<LeadRow, long>("position", "bigint", r => r.Card.Position),
        Of<LeadRow, string?>("stage", "text", r => r.Card.Stage?.ToString()),
        Of<LeadRow, int>("cycle", "integer", r => r.Card.Cycle),
        Of<LeadRow, DateTimeOffset?>("since", "timestamptz", r => r.Card.Since),
        Of<LeadRow, string?>("owner", "text", r => r.Card.Owner),
        Of<LeadRow, string?>("team", "text", r => r.Card.Team),
        Of<LeadRow, string?>("source", "text", r => r.Card.Source),
        Of<LeadRow, string?>("channel", "text", r => r.Card.Channel),
        Of<LeadRow, string?>("campaign", "text", r => r.Card.Campaign),
        Of<LeadRow, string?>("company", "text", r => r.Card.Company?.Name),
        Of<LeadRow, string?>("industry", "text", r => r.Card.Company?.Industry),
        Of<LeadRow, int?>("employees", "integer", r => r.Card.Company?.Employees),
        Of<LeadRow, string?>("country", "text", r => r.Card.Company?.Country),
        Of<LeadRow, string?>("technology", "text", r => r.Card.Company?.Technology),
        Of<LeadRow, string?>("role", "text", r => r.Card.Company?.Role),
        Of<LeadRow, decimal?>("score", "numeric", r => r.Card.Score),
        Of<LeadRow, decimal?>("amount", "numeric", r => r.Card.Amount),
        Of<LeadRow, string?>("currency", "text", r => r.Card.Currency),
        Of<LeadRow, string?>("reason", "text", r => r.Card.Reason),
        Of<LeadRow, DateTimeOffset?>("recorded_at", "timestamptz", r => r.Card.RecordedAt),
        Of<LeadRow, byte[]>("facts", "bytea", r => r.Facts));

    public static readonly string Upsert = $"on conflict (workspace, lead_id) do update set {Columns.SetAll("lead_id")}";

    /// <summary>For a lead whose new events move nothing: only how far it is; a new one is made as it comes.</summary>
    public const string Refresh = "on conflict (workspace, lead_id) do update set version = excluded.version, position = excluded.position, recorded_at = excluded.recorded_at";

    public static Table Create()
    {
        var table = new Table(Name);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        Columns.Declare(table, "lead_id");
        table.Indexes.Add(new IndexDefinition("idx_lead_position") { Columns = ["workspace", "position"] });
        table.Indexes.Add(new IndexDefinition("idx_lead_stage_position") { Columns = ["workspace", "stage", "position"] });
        return table;
    }
}
