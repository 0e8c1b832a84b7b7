using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Contacts;

/// <summary>Where personal data lies, and nowhere else; deleting a lead's rows here forgets the person.</summary>
internal static class VaultTables
{
    public const string Identity = $"{StoreSetup.Schema}.lead_identity";
    public const string Vault = $"{StoreSetup.Schema}.contact_vault";

    /// <summary>The external keys a lead is known by; a subject may be an address, so it is personal.</summary>
    public static Table IdentityTable()
    {
        var table = new Table(Identity);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<string>("sender").AsPrimaryKey();
        table.AddColumn<string>("subject").AsPrimaryKey();
        table.AddColumn<Guid>("lead_id").NotNull().AddIndex();
        return table;
    }

    /// <summary>What each event said of the person: the exact JSON text its commitment was made of, and the salt.</summary>
    public static Table VaultTable()
    {
        var table = new Table(Vault);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<Guid>("lead_id").AsPrimaryKey();
        table.AddColumn("version", "bigint").AsPrimaryKey();
        table.AddColumn("salt", "bytea").NotNull();
        table.AddColumn("said", "text").NotNull();
        table.AddColumn("recorded_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }
}
