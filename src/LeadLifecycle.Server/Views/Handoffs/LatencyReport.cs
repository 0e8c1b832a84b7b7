using System.Text;
using LeadLifecycle.Server.Views.Clocks;
using LeadLifecycle.Server.Views.Cycles;
using Npgsql;

namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>Durations in seconds; all null when nothing closed without being negative.</summary>
internal sealed record Durations(double? P50, double? P75, double? P90, double? P95, double? Max)
{
    public static readonly Durations None = new(null, null, null, null, null);
}

/// <summary>What became of the clocks of a leg that has a target, at one instant.</summary>
/// <param name="Met">Done in time.</param>
/// <param name="MetLate">Done after due.</param>
/// <param name="PastDue">Missed, and still open.</param>
/// <param name="Running">Open and not yet due.</param>
internal sealed record Attainment(long Met, long MetLate, long PastDue, long Running)
{
    /// <summary>Ever missed, done since or not.</summary>
    public long Missed => MetLate + PastDue;

    /// <summary>The share met of those that were done or missed; null while there is none.</summary>
    public double? Share => Met + Missed == 0 ? null : (double)Met / (Met + Missed);
}

/// <summary>One group's latency.</summary>
/// <param name="Key">Null for the totals.</param>
/// <param name="Closed">Started and stopped, negative ones included.</param>
/// <param name="Open">Started; the cycle is open and before the stop.</param>
/// <param name="Left">Started; the cycle ended without the stop.</param>
/// <param name="Negative">Stopped before it started: kept, counted, left out of the durations.</param>
/// <param name="Business">On the calendar agreed for each clock, without its waits; null for a way that is no leg.</param>
/// <param name="Sla">Null for a way that is no leg.</param>
/// <param name="Within">Closed within each of the asked durations.</param>
internal sealed record Latency(
    IReadOnlyDictionary<string, string?>? Key, long Closed, long Open, long Left, long Negative, Durations Wall, Durations? Business, Attainment? Sla, IReadOnlyList<long> Within);

/// <summary>Percentiles by linear interpolation between order statistics, computed where the stamps lie.</summary>
internal sealed class LatencyReport(NpgsqlDataSource database)
{
    /// <summary>Columns before those of the asked durations.</summary>
    private const int Fixed = 13;

    private const string Percentiles = "percentile_cont(array[0.5, 0.75, 0.9, 0.95]) within group (order by {0}) filter (where seconds >= 0), max({0}) filter (where seconds >= 0)";

    private static readonly CompositeFormat PercentilesOf = CompositeFormat.Parse(Percentiles);

    /// <summary>The groups in the order of their keys, and the totals with a null key.</summary>
    /// <param name="at">What is open and was due before this instant is past due.</param>
    public async Task<IReadOnlyList<Latency>> Read(Scope scope, Span span, IReadOnlyList<double> within, DateTimeOffset at, CancellationToken ct)
    {
        var keys = Enumerable.Range(1, scope.Keys.Count).Select(i => $"k{i}").ToArray();
        await using var command = database.CreateCommand($"""
            {scope.Sql()},
            {LegClocks.Sql(scope)},
            leg as (
              select {string.Concat(keys.Select(key => key + ", "))}{span.Start} as start, {span.Stop} as stop, extract(epoch from ({span.Stop}) - {span.Start})::float8 as seconds,
                (won_at is not null or lost_at is not null or recycled_at is not null) as ended, k.due_at, k.stop_at, case when ({span.Stop}) is not null then k.business_seconds end as business
              from c left join k using (lead_id, cycle))
            select {string.Concat(keys.Select(key => key + ", "))}{(keys.Length > 0 ? $"grouping({string.Join(", ", keys)}) > 0" : "false")} as is_total,
              count(seconds), count(*) filter (where start is not null and stop is null and not ended), count(*) filter (where start is not null and stop is null and ended),
              count(*) filter (where seconds < 0), {string.Format(null, PercentilesOf, "seconds")}, {string.Format(null, PercentilesOf, "business")},
              count(*) filter (where stop_at <= due_at), count(*) filter (where stop_at > due_at),
              count(*) filter (where stop_at is null and due_at <= $8), count(*) filter (where stop_at is null and due_at > $8)
              {string.Concat(within.Select((_, i) => $", count(*) filter (where seconds <= ${i + 9})"))}
            from leg {(keys.Length > 0 ? $"where start is not null group by grouping sets (({string.Join(", ", keys)}), ())" : "")}
            """);
        command.Parameters.AddRange(scope.Parameters().ToArray());
        command.Parameters.Add(new() { Value = span.Leg ?? "" });
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        foreach (var seconds in within) command.Parameters.Add(new() { Value = seconds });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (groups, totals) = (new List<(IReadOnlyList<string?> Key, Latency Latency)>(), Empty(span, within));
        while (await reader.ReadAsync(ct))
        {
            var latency = Read(reader, span, keys.Length, within.Count);
            if (keys.Length == 0 || reader.GetBoolean(keys.Length)) totals = latency;
            if (keys.Length == 0 || !reader.GetBoolean(keys.Length)) groups.Add((reader.Key(keys.Length), latency));
        }

        return [.. Groups.Of(scope, groups, group => group.Key).Select(group => group.Rows[0].Latency with { Key = group.Key }), totals];
    }

    private static Latency Read(NpgsqlDataReader reader, Span span, int keys, int within)
    {
        var at = keys + 1;
        return new Latency(
            null, reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetInt64(at + 2), reader.GetInt64(at + 3),
            Durations(reader, at + 4),
            span.Leg is null ? null : Durations(reader, at + 6),
            span.Leg is null ? null : new Attainment(reader.GetInt64(at + 8), reader.GetInt64(at + 9), reader.GetInt64(at + 10), reader.GetInt64(at + 11)),
            [.. Enumerable.Range(keys + Fixed, within).Select(reader.GetInt64)]);
    }

    private static Durations Durations(NpgsqlDataReader reader, int at)
    {
        if (reader.IsDBNull(at)) return Handoffs.Durations.None;
        var percentiles = reader.GetFieldValue<double[]>(at);
        return new Durations(percentiles[0], percentiles[1], percentiles[2], percentiles[3], reader.GetDouble(at + 1));
    }

    private static Latency Empty(Span span, IReadOnlyList<double> within) => new(
        null, 0, 0, 0, 0, Handoffs.Durations.None, span.Leg is null ? null : Handoffs.Durations.None, span.Leg is null ? null : new Attainment(0, 0, 0, 0), [.. within.Select(_ => 0L)]);
}
