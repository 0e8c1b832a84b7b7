using LeadLifecycle.Server.Store;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>Who delivers, and what of it could not be mapped.</summary>
internal static class ConnectionTables
{
    public const string Connection = $"{StoreSetup.Schema}.connection";
    public const string Quarantine = $"{StoreSetup.Schema}.quarantine";

    public static Table ConnectionTable()
    {
        var table = new Table(Connection);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn("vendor", "text").NotNull();
        table.AddColumn("source", "text").NotNull();
        table.AddColumn("mapping", "text").NotNull();
        table.AddColumn("secret", "bytea").NotNull();
        table.AddColumn("active", "boolean").NotNull();
        table.AddColumn("revision", "uuid").NotNull();
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.AddColumn("changed_at", "timestamptz").NotNull();
        return table;
    }

    /// <summary>
    /// Personal data lies in <c>body</c>, and a value of it may be quoted in <c>detail</c>; deleting rows forgets it. <c>hash</c>
    /// is keyed and tells the same part delivered twice.
    /// </summary>
    public static Table QuarantineTable()
    {
        var table = new Table(Quarantine);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<string>("connection").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("hash", "text").NotNull();
        table.AddColumn("pointer", "text").NotNull();
        table.AddColumn("code", "text").NotNull();
        table.AddColumn("detail", "text").NotNull();
        table.AddColumn("member", "text");
        table.AddColumn("body", "bytea").NotNull();
        table.AddColumn("first_seen", "timestamptz").NotNull();
        table.AddColumn("last_seen", "timestamptz").NotNull();
        table.AddColumn("times_seen", "integer").NotNull();
        table.Indexes.Add(new IndexDefinition("idx_quarantine_hash") { Columns = ["workspace", "connection", "hash"], IsUnique = true });
        table.ForeignKeys.Add(new ForeignKey("fk_quarantine_connection")
        {
            ColumnNames = ["workspace", "connection"],
            LinkedTable = new PostgresqlObjectName(StoreSetup.Schema, "connection", SchemaUtils.IdentifierUsage.General),
            LinkedNames = ["workspace", "name"],
        });
        return table;
    }
}
