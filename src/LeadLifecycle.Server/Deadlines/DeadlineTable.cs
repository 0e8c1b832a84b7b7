using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Deadlines;

/// <summary>When each lead's clocks next have something to say. Written with the move; what is due is found by its index.</summary>
internal static class DeadlineTable
{
    public const string Name = $"{StoreSetup.Schema}.deadline";

    /// <summary>
    /// <c>next_at</c> is null while nothing lies ahead; <c>mark</c> counts the writes, so that whoever looked at a lead can
    /// tell whether it has changed meanwhile.
    /// </summary>
    public static Table Create()
    {
        var table = new Table(Name);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<Guid>("lead_id").AsPrimaryKey();
        table.AddColumn("next_at", "timestamptz");
        table.AddColumn("mark", "bigint").NotNull();
        table.Indexes.Add(new IndexDefinition("idx_deadline_next") { Columns = ["next_at"], Predicate = "next_at is not null" });
        return table;
    }
}
