using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Hosting.Idempotency;

/// <summary>
/// Requests under a key and how they were answered. A key can be anything a client made up, and an answer can show a secret: the one is
/// kept as a keyed hash, the other encrypted.
/// </summary>
internal static class IdempotencyTable
{
    public const string Name = $"{StoreSetup.Schema}.idempotency";

    public static Table Table()
    {
        var table = new Table(Name);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<string>("route").AsPrimaryKey();
        table.AddColumn<string>("key").AsPrimaryKey();
        table.AddColumn("request", "text").NotNull();
        table.AddColumn("claim", "uuid").NotNull();
        table.AddColumn("claimed_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.AddColumn("status", "integer");
        table.AddColumn("content_type", "text");
        table.AddColumn("location", "text");
        table.AddColumn("body", "bytea");
        table.AddColumn("created_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.Indexes.Add(new IndexDefinition("idx_idempotency_age") { Columns = ["created_at"] });
        return table;
    }
}
