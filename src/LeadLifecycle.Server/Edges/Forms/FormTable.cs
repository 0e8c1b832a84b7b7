using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>The forms of operators; nothing of a visitor lies here.</summary>
internal static class FormTable
{
    public const string Name = $"{StoreSetup.Schema}.capture_form";

    public static Table Table()
    {
        var table = new Table(Name);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("workspace", "text").NotNull();
        table.AddColumn("definition", "jsonb").NotNull();
        table.AddColumn("created_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.Indexes.Add(new IndexDefinition("idx_capture_form_workspace") { Columns = ["workspace", "created_at", "id"] });
        return table;
    }
}
