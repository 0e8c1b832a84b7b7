using Npgsql;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Asks the cycle tables; each question is one statement. The whole of now is counted already, anything else is scanned.</summary>
internal sealed class CycleReports(NpgsqlDataSource database)
{
    private static readonly string Path = string.Join(" + ", Columns.Stamps.Select((stamp, rank) => $"({stamp} is not null)::int * {1 << rank}"));

    /// <summary>Stages from Captured on stamped without a gap and in time order; comparisons with a missing stamp are null and end the row.</summary>
    private static readonly string InOrder =
        "case when captured_at is null then 0 "
        + string.Concat(Enumerable.Range(1, 5).Select(rank => $"when ({Columns.Stamps[rank]} >= {Columns.Stamps[rank - 1]}) is not true then {rank} "))
        + "else 6 end";

    private const string EndInOrder = """
        coalesce(lost_at, recycled_at, won_at) >= greatest(captured_at, engaged_at, qualified_at, accepted_at, sales_qualified_at)
        """;

    public async Task<IReadOnlyList<PathCount>> Paths(Scope scope, CancellationToken ct) =>
        scope.IsWhole && await Counted(scope.Workspace, ct) is { } counted ? counted : await Scanned(scope, ct);

    /// <summary>As they were counted with every page of events; null while a version that does not count them yet has left the rows.</summary>
    private async Task<IReadOnlyList<PathCount>?> Counted(string workspace, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {PathTable.Columns.Names} from {PathTable.Name} where workspace = $1 and {ViewsVersion.IsCurrent}");
        command.Parameters.Add(new() { Value = workspace });
        var counts = await Read(command, 0, ct);
        return counts.Count > 0 ? counts : null;
    }

    private async Task<IReadOnlyList<PathCount>> Scanned(Scope scope, CancellationToken ct)
    {
        var keys = string.Concat(scope.Keys.Select((_, i) => $"k{i + 1}, "));
        await using var command = database.CreateCommand($"""
            {scope.Sql()}
            select {keys}{Path} as path, {InOrder} as in_order, coalesce({EndInOrder}, false) as end_in_order, cycle > 1 as reentered, count(*)
            from c group by {string.Join(", ", Enumerable.Range(1, scope.Keys.Count + 4))}
            """);
        command.Parameters.AddRange(scope.Parameters().ToArray());
        return await Read(command, scope.Keys.Count, ct);
    }

    /// <param name="keys">As many columns stand before the path's.</param>
    private static async Task<List<PathCount>> Read(NpgsqlCommand command, int keys, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new List<PathCount>();
        while (await reader.ReadAsync(ct))
        {
            var path = new CyclePath(reader.GetInt32(keys), reader.GetInt32(keys + 1), reader.GetBoolean(keys + 2), reader.GetBoolean(keys + 3));
            counts.Add(new PathCount(reader.Key(keys), path, reader.GetInt64(keys + 4)));
        }

        return counts;
    }

    /// <summary>Per group and stage: cycles that entered it, and that left it for a later one, within [from, to).</summary>
    public async Task<IReadOnlyList<Movement>> Movements(Scope scope, CancellationToken ct)
    {
        // The window bounds the moves, not the cohort.
        var (from, to) = (scope.From, scope.To);
        scope = scope with { From = null, To = null };
        var counts = Stages.All.SelectMany(stage => (string[])[Within(Columns.Of(stage)), Within(Exit(stage))]).Append(Within("cohort_at")).Append("count(*) filter (where cycle > 1 and cohort_at >= coalesce($7::timestamptz, '-infinity') and cohort_at < coalesce($8::timestamptz, 'infinity'))");
        await using var command = database.CreateCommand($"""
            {scope.Sql()}
            select {string.Concat(scope.Keys.Select((_, i) => $"k{i + 1}, "))}{string.Join(", ", counts)}
            from c {(scope.Keys.Count > 0 ? "group by " + string.Join(", ", Enumerable.Range(1, scope.Keys.Count)) : "")}
            """);
        command.Parameters.AddRange(scope.Parameters().ToArray());
        foreach (var bound in (DateTimeOffset?[])[from, to]) command.Parameters.Add(new() { Value = (object?)bound ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var movements = new List<Movement>();
        while (await reader.ReadAsync(ct))
        {
            var n = scope.Keys.Count;
            var entered = Stages.All.Select(stage => reader.GetInt64(n + (2 * (int)stage))).ToArray();
            var exited = Stages.All.Select(stage => reader.GetInt64(n + (2 * (int)stage) + 1)).ToArray();
            movements.Add(new Movement(reader.Key(n), entered, exited, reader.GetInt64(n + 16), reader.GetInt64(n + 17)));
        }

        return movements;

        static string Within(string at) => $"count(*) filter (where {at} >= coalesce($7::timestamptz, '-infinity') and {at} < coalesce($8::timestamptz, 'infinity'))";
    }

    /// <summary>A stage is left when a later one is reached, and not before it was entered.</summary>
    private static string Exit(Stage stage)
    {
        var later = Columns.Stamps.Skip((int)stage + 1).ToArray();
        if (later.Length == 0) return "null::timestamptz";
        var (entered, left) = (Columns.Of(stage), $"least({string.Join(", ", later)})");
        return $"(case when {entered} is not null and {left} is not null then greatest({entered}, {left}) end)";
    }
}

/// <summary>A group's moves within a window, by stage rank.</summary>
/// <param name="Opened">Cycles that began in the window.</param>
/// <param name="Reentered">Those of them that are a lead's second or later.</param>
internal sealed record Movement(IReadOnlyList<string?> Key, IReadOnlyList<long> Entered, IReadOnlyList<long> Exited, long Opened, long Reentered);

internal static class KeyReader
{
    /// <summary>The first n columns, which are texts.</summary>
    public static IReadOnlyList<string?> Key(this NpgsqlDataReader reader, int n)
    {
        var key = new string?[n];
        for (var i = 0; i < n; i++) key[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
        return key;
    }
}
