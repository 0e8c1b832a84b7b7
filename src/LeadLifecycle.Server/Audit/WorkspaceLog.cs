using LeadLifecycle.Proofs;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>A workspace's log as the sequencer holds it: where it ends, and what has come since it was last written.</summary>
internal sealed class WorkspaceLog(string workspace)
{
    private readonly List<long> _positions = [];
    private readonly List<byte[]> _leaves = [];
    private readonly List<(long Tile, long[] Positions, byte[] Leaves, byte[] Root)> _filled = [];

    public string Workspace => workspace;

    public Frontier Frontier { get; private init; } = new();

    /// <summary>The size at the last checkpoint.</summary>
    public long SignedSize { get; set; }

    /// <summary>When the first event that no checkpoint holds came into the log; null when there is none.</summary>
    public DateTimeOffset? UnsignedSince { get; set; }

    public static WorkspaceLog Read(NpgsqlDataReader row)
    {
        var log = new WorkspaceLog(row.GetString(0)) { Frontier = new Frontier(row.GetInt64(1), row.GetFieldValue<byte[]>(2)) };
        log._positions.AddRange(row.GetFieldValue<long[]>(3));
        log._leaves.AddRange(row.GetFieldValue<byte[]>(4).Chunk(Merkle.HashLength));
        return log;
    }

    public void Append(long position, byte[] leaf)
    {
        Frontier.Append(leaf);
        _positions.Add(position);
        _leaves.Add(leaf);
        if (_leaves.Count < AuditTables.TileSize) return;
        byte[] leaves = [.. _leaves.SelectMany(hash => hash)];
        _filled.Add(((Frontier.Size / AuditTables.TileSize) - 1, [.. _positions], leaves, Merkle.Root(leaves)));
        _positions.Clear();
        _leaves.Clear();
    }

    /// <summary>Adds to a transaction what has come since the last time.</summary>
    public void Write(NpgsqlBatch batch)
    {
        foreach (var (tile, positions, leaves, root) in _filled)
        {
            Add(batch, $"insert into {AuditTables.Tile} (workspace, tile, last_position, positions, leaves, root) values ($1, $2, $3, $4, $5, $6)", workspace, tile, positions[^1], positions, leaves, root);
        }

        Add(batch,
            $"""
            insert into {AuditTables.Head} (workspace, size, edge, positions, leaves) values ($1, $2, $3, $4, $5)
            on conflict (workspace) do update set size = excluded.size, edge = excluded.edge, positions = excluded.positions, leaves = excluded.leaves
            """,
            workspace, Frontier.Size, Frontier.State, _positions.ToArray(), _leaves.SelectMany(hash => hash).ToArray());
        _filled.Clear();
    }

    public static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }
}
