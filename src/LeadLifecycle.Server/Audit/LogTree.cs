using LeadLifecycle.Proofs;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>
/// A workspace's log as one request reads it: the roots of its full tiles at once, leaves as they are needed. Tiles never change, so whatever
/// is read later belongs to the same tree.
/// </summary>
internal sealed class LogTree
{
    private readonly NpgsqlDataSource _database;
    private readonly string _workspace;
    private readonly byte[][] _tiles;
    private readonly long[] _lastPositions;
    private readonly Dictionary<long, byte[]> _leaves = [];
    private readonly Dictionary<LeafRange, byte[]> _roots = [];

    private LogTree(NpgsqlDataSource database, string workspace, long size, byte[][] tiles, long[] lastPositions, long[] headPositions, byte[] headLeaves)
    {
        (_database, _workspace, Size, _tiles, _lastPositions, HeadPositions) = (database, workspace, size, tiles, lastPositions, headPositions);
        _leaves[tiles.Length] = headLeaves;
    }

    public long Size { get; }

    private long[] HeadPositions { get; }

    public static async Task<LogTree> Read(NpgsqlDataSource database, string workspace, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        WorkspaceLog.Add(batch, $"select size, positions, leaves from {AuditTables.Head} where workspace = $1", workspace);
        WorkspaceLog.Add(batch, $"select root, last_position from {AuditTables.Tile} where workspace = $1 order by tile", workspace);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var (size, positions, leaves) = await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<byte[]>(2)) : (0, [], []);
        await reader.NextResultAsync(ct);
        var (tiles, lasts) = (new List<byte[]>(), new List<long>());
        while (await reader.ReadAsync(ct))
        {
            tiles.Add(reader.GetFieldValue<byte[]>(0));
            lasts.Add(reader.GetInt64(1));
        }

        return new LogTree(database, workspace, size, [.. tiles], [.. lasts], positions, leaves);
    }

    /// <summary>Which leaf an event is; null when the log does not have it (yet).</summary>
    public async Task<long?> IndexOf(long position, CancellationToken ct)
    {
        var tile = Array.BinarySearch(_lastPositions, position) is >= 0 and var exact ? exact : ~Array.BinarySearch(_lastPositions, position);
        var positions = await Positions(tile, ct);
        return Array.BinarySearch(positions, position) is >= 0 and var at ? ((long)tile * AuditTables.TileSize) + at : null;
    }

    public async Task<byte[]> Leaf(long index, CancellationToken ct) =>
        (await Leaves(index / AuditTables.TileSize, ct)).AsSpan((int)(index % AuditTables.TileSize) * Merkle.HashLength, Merkle.HashLength).ToArray();

    public async Task<byte[][]> RootsOf(IReadOnlyList<LeafRange> ranges, CancellationToken ct)
    {
        var roots = new byte[ranges.Count][];
        for (var i = 0; i < roots.Length; i++) roots[i] = await RootOf(ranges[i], ct);
        return roots;
    }

    /// <param name="range">One that a proof asks for: it begins where a subtree of its size can stand.</param>
    public async Task<byte[]> RootOf(LeafRange range, CancellationToken ct)
    {
        if (_roots.TryGetValue(range, out var known)) return known;
        var edge = new Frontier();
        var at = range.From;
        for (; at + AuditTables.TileSize <= range.To && at % AuditTables.TileSize == 0; at += AuditTables.TileSize) edge.AppendSubtree(_tiles[at / AuditTables.TileSize], AuditTables.TileLevel);
        for (; at < range.To; at++) edge.Append(await Leaf(at, ct));
        return _roots[range] = edge.Root();
    }

    private async Task<byte[]> Leaves(long tile, CancellationToken ct)
    {
        if (_leaves.TryGetValue(tile, out var leaves)) return leaves;
        await using var command = Ask("leaves", tile);
        return _leaves[tile] = (byte[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Lets go of a tile's leaves, where a whole log is read.</summary>
    public void Forget(long tile) => _leaves.Remove(tile);

    /// <summary>The positions of the events of a tile, the last and unfilled one's too.</summary>
    public async Task<long[]> Positions(long tile, CancellationToken ct)
    {
        if (tile == _tiles.Length) return HeadPositions;
        await using var command = Ask("positions", tile);
        return (long[])(await command.ExecuteScalarAsync(ct))!;
    }

    private NpgsqlCommand Ask(string column, long tile)
    {
        var command = _database.CreateCommand($"select {column} from {AuditTables.Tile} where workspace = $1 and tile = $2");
        command.Parameters.Add(new() { Value = _workspace });
        command.Parameters.Add(new() { Value = tile });
        return command;
    }
}
