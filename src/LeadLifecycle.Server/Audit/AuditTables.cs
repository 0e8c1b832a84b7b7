using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Audit;

/// <summary>The log's own tables. What is finished is only ever added to.</summary>
internal static class AuditTables
{
    /// <summary>Leaves a tile holds: a log of a million events has 3,907 tiles.</summary>
    public const int TileSize = 1 << TileLevel;

    public const int TileLevel = 8;

    public const string Tile = $"{StoreSetup.Schema}.audit_tile";
    public const string Head = $"{StoreSetup.Schema}.audit_head";
    public const string Cursor = $"{StoreSetup.Schema}.audit_cursor";
    public const string Checkpoint = $"{StoreSetup.Schema}.audit_checkpoint";
    public const string Key = $"{StoreSetup.Schema}.audit_key";
    public const string Sink = $"{StoreSetup.Schema}.audit_sink";

    /// <summary>256 leaves that are complete: their hashes one after another, the positions of their events, the root over them.</summary>
    public static Table TileTable()
    {
        var table = new Table(Tile);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("tile", "bigint").AsPrimaryKey();
        table.AddColumn("last_position", "bigint").NotNull();
        table.AddColumn("positions", "bigint[]").NotNull();
        table.AddColumn("leaves", "bytea").NotNull();
        table.AddColumn("root", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("audit_tile_by_position") { Columns = ["workspace", "last_position"] });
        return table;
    }

    /// <summary>Where a workspace's log ends: its size, the edge of its tree, and the leaves that do not fill a tile yet.</summary>
    public static Table HeadTable()
    {
        var table = new Table(Head);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("size", "bigint").NotNull();
        table.AddColumn("edge", "bytea").NotNull();
        table.AddColumn("positions", "bigint[]").NotNull();
        table.AddColumn("leaves", "bytea").NotNull();
        return table;
    }

    /// <summary>One row: every event up to this position is in its log.</summary>
    public static Table CursorTable()
    {
        var table = new Table(Cursor);
        table.AddColumn("one", "boolean").AsPrimaryKey();
        table.AddColumn("position", "bigint").NotNull();
        return table;
    }

    public static Table CheckpointTable()
    {
        var table = new Table(Checkpoint);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("size", "bigint").AsPrimaryKey();
        table.AddColumn("note", "text").NotNull();
        table.AddColumn("made_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    /// <summary>The key that signs checkpoints, closed in the box of secrets.</summary>
    public static Table KeyTable()
    {
        var table = new Table(Key);
        table.AddColumn("one", "boolean").AsPrimaryKey();
        table.AddColumn("name", "text").NotNull();
        table.AddColumn("seed", "bytea").NotNull();
        return table;
    }

    /// <summary>Which checkpoint each place outside has last taken.</summary>
    public static Table SinkTable()
    {
        var table = new Table(Sink);
        table.AddColumn<string>("sink").AsPrimaryKey();
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("size", "bigint").NotNull();
        return table;
    }
}
