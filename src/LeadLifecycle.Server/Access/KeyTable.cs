using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Access;

/// <summary>The keys of all workspaces; of a key only its hash is kept, and after a rotation the hash of the one before.</summary>
internal static class KeyTable
{
    public const string Name = $"{StoreSetup.Schema}.access_key";

    public static Table Table()
    {
        var table = new Table(Name);
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn("workspace", "text").NotNull();
        table.AddColumn("name", "text").NotNull();
        table.AddColumn("roles", "text[]").NotNull();
        table.AddColumn("hash", "bytea").NotNull();
        table.AddColumn("hash_before", "bytea");
        table.AddColumn("before_until", "timestamptz");
        table.AddColumn("expires_at", "timestamptz");
        table.AddColumn("revoked_at", "timestamptz");
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("idx_access_key_workspace") { Columns = ["workspace", "created_at", "id"] });
        return table;
    }
}
