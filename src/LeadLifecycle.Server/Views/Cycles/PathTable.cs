using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;
using static LeadLifecycle.Server.Views.Column;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>How many cycles have the same path, as it is known now: what the funnel of now is read from, whatever the number of leads.</summary>
internal static class PathTable
{
    public const string Name = $"{StoreSetup.Schema}.cycle_path";

    public static readonly RowColumns<KeyValuePair<CyclePath, long>> Columns = new(
        Name,
        Of<KeyValuePair<CyclePath, long>, int>("path", "integer", p => p.Key.Stages),
        Of<KeyValuePair<CyclePath, long>, int>("in_order", "integer", p => p.Key.InOrder),
        Of<KeyValuePair<CyclePath, long>, bool>("end_in_order", "boolean", p => p.Key.EndInOrder),
        Of<KeyValuePair<CyclePath, long>, bool>("reentered", "boolean", p => p.Key.Reentered),
        Of<KeyValuePair<CyclePath, long>, long>("cycles", "bigint", p => p.Value));

    /// <summary>Adds what a page of events changed to what was counted before.</summary>
    public const string Upsert = "on conflict (workspace, path, in_order, end_in_order, reentered) do update set cycles = cycle_path.cycles + excluded.cycles";

    public static Table Create()
    {
        var table = new Table(Name);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        Columns.Declare(table, "path", "in_order", "end_in_order", "reentered");
        return table;
    }
}
