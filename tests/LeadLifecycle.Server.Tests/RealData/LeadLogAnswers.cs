using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>What is known of the lead log from the file alone, whatever way it took into the server.</summary>
internal static class LeadLogAnswers
{
    public const long Events = 262_200;
    public const long Cases = 13_087;

    public static readonly Dictionary<string, long> FactsByType = new()
    {
        ["lead.captured.v1"] = 13_087,
        ["lead.marketing-qualified.v1"] = 7_367,
        ["lead.sales-accepted.v1"] = 5_113,
        ["lead.sales-qualified.v1"] = 7_030,
        ["lead.won.v1"] = 2_246,
        ["lead.lost.v1"] = 7_635,
        ["lead.recycled.v1"] = 2_807,
        ["lead.contacted.v1"] = 5_897,
        ["lead.touched.v1"] = 211_018,
    };

    private static readonly Dictionary<string, long> Reached = new()
    {
        ["Captured"] = 13_087,
        ["Engaged"] = 0,
        ["MarketingQualified"] = 7_367,
        ["SalesAccepted"] = 5_113,
        ["SalesQualified"] = 5_015,
        ["Won"] = 2_246,
        ["Lost"] = 7_635,
        ["Recycled"] = 2_807,
    };

    private static readonly string[] Counts = ["cycles", "open", "won", "lost", "recycled", "reentered"];

    private static readonly Dictionary<string, long> Transitions = new()
    {
        ["Captured → MarketingQualified"] = 7_367,
        ["Captured → Lost"] = 5_719,
        ["Captured → Recycled"] = 1,
        ["MarketingQualified → SalesAccepted"] = 5_113,
        ["MarketingQualified → Lost"] = 1_085,
        ["MarketingQualified → Recycled"] = 1_100,
        ["SalesAccepted → SalesQualified"] = 5_015,
        ["SalesAccepted → Lost"] = 29,
        ["SalesAccepted → Recycled"] = 66,
        ["SalesQualified → Won"] = 2_246,
        ["SalesQualified → Lost"] = 802,
        ["SalesQualified → Recycled"] = 1_640,
    };

    private static readonly (string From, string To, long Closed, double P50, double P90)[] WallHours =
    [
        ("Captured", "MarketingQualified", 7_367, 0.012, 9.592),
        ("MarketingQualified", "SalesAccepted", 5_113, 4.120, 43.617),
        ("SalesAccepted", "SalesQualified", 5_015, 0.052, 0.118),
        ("SalesQualified", "Won", 2_246, 331.838, 667.073),
    ];

    /// <summary>Every known answer, asked over HTTP, and the events themselves.</summary>
    public static async Task Hold(RunningServer server, Stored stored)
    {
        await Stages(server);
        await Matrix(server);
        await Latencies(server);
        await Legs(server);
        (await stored.Counts("select type, count(*) from leads.mt_events where type like 'lead.%' group by type")).ShouldBe(FactsByType, ignoreOrder: true);
    }

    private static async Task Stages(RunningServer server)
    {
        var funnel = await server.Get("/v1/funnel?view=cohort");
        var all = funnel["totals"]!;
        all["stages"]!.AsArray().ToDictionary(stage => Text(stage!["stage"]), stage => Number(stage!["reached"])).ShouldBe(Reached, ignoreOrder: true);
        Counts.Select(name => Number(all[name])).ShouldBe([13_087, 399, 2_246, 7_635, 2_807, 0]);
    }

    private static async Task Matrix(RunningServer server)
    {
        var matrix = await server.Get("/v1/funnel/transitions");
        matrix["transitions"]!.AsArray().ToDictionary(pair => $"{pair!["from"]} → {pair["to"]}", pair => Number(pair!["count"])).ShouldBe(Transitions, ignoreOrder: true);
        Number(matrix["cycles"]).ShouldBe(13_087);
        Number(matrix["open"]).ShouldBe(399);
        Number(matrix["reentered"]).ShouldBe(0);
        matrix["ended"]!.AsObject().Select(end => (end.Key, Number(end.Value))).ShouldBe([("Won", 2_246), ("Lost", 7_635), ("Recycled", 2_807)]);
    }

    private static async Task Latencies(RunningServer server)
    {
        foreach (var (from, to, closed, p50, p90) in WallHours)
        {
            var group = await Group(server, $"fromStage={from}&toStage={to}");
            Number(group["closed"]).ShouldBe(closed, $"{from} → {to}");
            Number(group["negative"]).ShouldBe(0, $"{from} → {to}");
            Hours(group["wall"]!["p50"]).ShouldBe(p50, $"{from} → {to}");
            Hours(group["wall"]!["p90"]).ShouldBe(p90, $"{from} → {to}");
        }
    }

    private static async Task Legs(RunningServer server)
    {
        var acceptance = await Group(server, "leg=acceptance&within=4h");
        (Number(acceptance["closed"]), Number(acceptance["open"]), Number(acceptance["within"]![0]!["count"])).ShouldBe((7_298, 69, 3_166));
        var response = await Group(server, "leg=first-response");
        (Number(response["closed"]), Number(response["open"])).ShouldBe((5_110, 3));
    }

    private static async Task<JsonNode> Group(RunningServer server, string question) =>
        (await server.Get($"/v1/handoffs/latency?{question}"))["groups"]!.AsArray().Single()!;

    private static double Hours(JsonNode? seconds) => Math.Round(seconds!.GetValue<double>() / 3_600, 3);

    private static long Number(JsonNode? number) => number!.GetValue<long>();

    private static string Text(JsonNode? text) => text!.GetValue<string>();
}
