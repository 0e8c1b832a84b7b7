using LeadLifecycle.Server.Views.Cycles;
using Npgsql;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>Durations in seconds; all null when nothing closed without being negative.</summary>
internal sealed record Durations(double? P50, double? P75, double? P90, double? P95, double? Max)
{
    public static readonly Durations None = new(null, null, null, null, null);
}

/// <summary>One group's latency.</summary>
/// <param name="Key">Null for the totals.</param>
/// <param name="Closed">Started and stopped, negative ones included.</param>
/// <param name="Open">Started; the cycle is open and before the stop.</param>
/// <param name="Left">Started; the cycle ended without the stop.</param>
/// <param name="Negative">Stopped before it started: kept, counted, left out of the durations.</param>
/// <param name="Within">Closed within each of the asked durations.</param>
internal sealed record Latency(
    IReadOnlyDictionary<string, string?>? Key, long Closed, long Open, long Left, long Negative, Durations Wall, IReadOnlyList<long> Within);

/// <summary>Percentiles by linear interpolation between order statistics, computed where the stamps lie.</summary>
internal sealed class LatencyReport(NpgsqlDataSource database)
{
    private const int Fixed = 7;

    /// <summary>The groups in the order of their keys, and the totals with a null key.</summary>
    public async Task<IReadOnlyList<Latency>> Read(Scope scope, Span span, IReadOnlyList<double> within, CancellationToken ct)
    {
        var keys = Enumerable.Range(1, scope.Keys.Count).Select(i => $"k{i}").ToArray();
        await using var command = database.CreateCommand($"""
            {scope.Sql()},
            leg as (
              select {string.Concat(keys.Select(key => key + ", "))}{span.Start} as start, {span.Stop} as stop, extract(epoch from ({span.Stop}) - {span.Start})::float8 as seconds,
                (won_at is not null or lost_at is not null or recycled_at is not null) as ended
              from c)
            select {string.Concat(keys.Select(key => key + ", "))}{(keys.Length > 0 ? $"grouping({string.Join(", ", keys)}) > 0" : "false")} as is_total,
              count(seconds), count(*) filter (where start is not null and stop is null and not ended), count(*) filter (where start is not null and stop is null and ended),
              count(*) filter (where seconds < 0), percentile_cont(array[0.5, 0.75, 0.9, 0.95]) within group (order by seconds) filter (where seconds >= 0),
              max(seconds) filter (where seconds >= 0){string.Concat(within.Select((_, i) => $", count(*) filter (where seconds <= ${i + 7})"))}
            from leg {(keys.Length > 0 ? $"where start is not null group by grouping sets (({string.Join(", ", keys)}), ())" : "")}
            """);
        command.Parameters.AddRange(scope.Parameters().ToArray());
        foreach (var seconds in within) command.Parameters.Add(new() { Value = seconds });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (groups, totals) = (new List<(IReadOnlyList<string?> Key, Latency Latency)>(), Empty(within));
        while (await reader.ReadAsync(ct))
        {
            var latency = Read(reader, keys.Length, within.Count);
            if (keys.Length == 0 || reader.GetBoolean(keys.Length)) totals = latency;
            if (keys.Length == 0 || !reader.GetBoolean(keys.Length)) groups.Add((reader.Key(keys.Length), latency));
        }

        return [.. Groups.Of(scope, groups, group => group.Key).Select(group => group.Rows[0].Latency with { Key = group.Key }), totals];
    }

    private static Latency Read(NpgsqlDataReader reader, int keys, int within)
    {
        var at = keys + 1;
        var wall = reader.IsDBNull(at + 4) ? null : reader.GetFieldValue<double[]>(at + 4);
        return new Latency(
            null, reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetInt64(at + 2), reader.GetInt64(at + 3),
            wall is null ? Durations.None : new Durations(wall[0], wall[1], wall[2], wall[3], reader.GetDouble(at + 5)),
            [.. Enumerable.Range(keys + Fixed, within).Select(reader.GetInt64)]);
    }

    private static Latency Empty(IReadOnlyList<double> within) => new(null, 0, 0, 0, 0, Durations.None, [.. within.Select(_ => 0L)]);
}
