using System.Diagnostics;
using System.Globalization;
using LeadLifecycle.LocalPostgres;
using Npgsql;

namespace LeadLifecycle.Benchmarks;

/// <summary>One size's figures, times in milliseconds.</summary>
/// <param name="P95">Of each question that people ask all day.</param>
/// <param name="AsOf">The median of the ad-hoc funnel as of an instant.</param>
/// <param name="KnownAt">The median of the same as it was known then.</param>
/// <param name="RawPage">95 of 100 times that PostgreSQL takes for a page of 50 cards by an index.</param>
/// <param name="RawScan">The median of PostgreSQL's time to read the stamps of all cycles once.</param>
internal sealed record SizeFigures(int Leads, IReadOnlyDictionary<string, double> P95, double AsOf, double KnownAt, double RawPage, double RawScan);

internal sealed record FunnelRun(IReadOnlyList<SizeFigures> Sizes, double ServerMegabytes, double Load);

/// <summary>What people look at, asked of ever more leads over one connection.</summary>
internal static class FunnelScenario
{
    private const int Asked = 200;
    private const int AskedOfAll = 5;
    private const int Unmeasured = 20;
    private static readonly (string Name, string Path)[] Questions = [("funnel", "/v1/funnel"), ("board", "/v1/handoffs"), ("lead list", "/v1/leads")];

    public static Task<FunnelRun> Run(PrivatePostgres postgres, IReadOnlyList<int> sizes) => OwnDatabase.During(postgres, async database =>
    {
        await using var server = await ServerProcess.Start(database);
        using var sender = new Sender(server.Http.BaseAddress!, connections: 8);
        var (figures, told) = (new List<SizeFigures>(), 0);
        foreach (var size in sizes)
        {
            await Stories.Tell(sender, told, (told + size) / 2);
            var halfway = DateTimeOffset.UtcNow;
            await Stories.Tell(sender, (told + size) / 2, size);
            told = size;
            await server.CatchUp(database);
            // What autovacuum does by itself in a minute, which here would fall into the figures.
            await Execute(database, "vacuum analyze");
            figures.Add(await Measure(server, database, size, halfway));
            Console.Error.WriteLine($"  {figures[^1]} {string.Join(' ', figures[^1].P95)}");
        }

        return new FunnelRun(figures, server.PeakMemory / 1048576.0, Machine.Load);
    });

    public static void Print(IReadOnlyList<FunnelRun> runs, Arguments options, string postgres) => Report.Print(
        $"funnel: {Asked} times each, one connection", runs,
        [
            .. runs[0].Sizes.SelectMany((size, i) => Figures(size, i)),
            new("server memory, MB (peak)", run => run.ServerMegabytes),
            new("load of the machine", run => run.Load, Format: "0.0"),
        ],
        postgres, options.JsonFile);

    private static IEnumerable<Figure<FunnelRun>> Figures(SizeFigures size, int i)
    {
        foreach (var (name, _) in Questions) yield return new($"{size.Leads:N0} leads: {name}, p95, ms", run => run.Sizes[i].P95[name], run => run.Sizes[i].P95[name] / run.Sizes[i].RawPage, "0.0");
        yield return new($"{size.Leads:N0} leads: funnel as of, ms", run => run.Sizes[i].AsOf, run => run.Sizes[i].AsOf / run.Sizes[i].RawScan, "0.0");
        yield return new($"{size.Leads:N0} leads: as of and known at, ms", run => run.Sizes[i].KnownAt, run => run.Sizes[i].KnownAt / run.Sizes[i].RawScan, "0.0");
        yield return new($"{size.Leads:N0} leads: raw page, p95, ms", run => run.Sizes[i].RawPage, Format: "0.0");
        yield return new($"{size.Leads:N0} leads: raw scan, ms", run => run.Sizes[i].RawScan, Format: "0.0");
    }

    private static async Task<SizeFigures> Measure(ServerProcess server, string database, int size, DateTimeOffset halfway)
    {
        var often = new Dictionary<string, double>();
        foreach (var (name, path) in Questions) often[name] = At(0.95, await Times(Asked, () => server.Http.GetStringAsync(path)));
        var asOf = "/v1/funnel?asOf=2025-01-01T00:00:00Z";
        var known = $"{asOf}&knownAt={halfway.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)}";
        await using var raw = new NpgsqlConnection(database);
        await raw.OpenAsync();
        return new SizeFigures(
            size, often,
            At(0.5, await Times(AskedOfAll, () => server.Http.GetStringAsync(asOf))),
            At(0.5, await Times(AskedOfAll, () => server.Http.GetStringAsync(known))),
            At(0.95, await Times(Asked, () => Read(raw, "select * from leads.lead where workspace = 'main' order by position desc limit 50"))),
            At(0.5, await Times(AskedOfAll, () => Read(raw, "select max(captured_at), max(engaged_at), max(qualified_at), max(accepted_at), max(sales_qualified_at), max(won_at), max(lost_at), max(recycled_at) from leads.cycle"))));
    }

    /// <summary>In milliseconds, shortest first.</summary>
    private static async Task<double[]> Times(int asked, Func<Task> ask)
    {
        for (var i = 0; i < Math.Min(Unmeasured, asked); i++) await ask();
        var times = new double[asked];
        for (var i = 0; i < asked; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static double At(double share, double[] sorted) => sorted[(int)Math.Ceiling(sorted.Length * share) - 1];

    private static async Task Read(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { }
    }

    private static async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
