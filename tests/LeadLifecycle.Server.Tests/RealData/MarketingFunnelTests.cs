using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class MarketingFunnelTests(PrivateDatabases databases)
{
    private const string WonBeforeFirstContact = "b91cf8812365f50ff4bda4bcd6206b05";
    private const string Nobody = "(null)";

    private static readonly string[] Counts = ["cycles", "won", "open", "lost", "recycled", "reentered"];
    private static readonly string[] Durations = ["p50", "p90", "max"];

    private static readonly Dictionary<string, (long, long)> BySource = new()
    {
        ["organic search"] = (2_296, 271),
        ["paid search"] = (1_586, 195),
        ["social"] = (1_350, 75),
        ["unknown"] = (1_099, 179),
        ["direct traffic"] = (499, 56),
        ["email"] = (493, 15),
        ["referral"] = (284, 24),
        ["other"] = (150, 4),
        ["display"] = (118, 6),
        ["other publicities"] = (65, 3),
        [Nobody] = (60, 14),
    };

    private static readonly Dictionary<string, (long, long)> ByMonth = new()
    {
        ["2017-06"] = (4, 0),
        ["2017-07"] = (239, 2),
        ["2017-08"] = (386, 9),
        ["2017-09"] = (312, 7),
        ["2017-10"] = (416, 14),
        ["2017-11"] = (445, 18),
        ["2017-12"] = (200, 11),
        ["2018-01"] = (1_141, 152),
        ["2018-02"] = (1_028, 149),
        ["2018-03"] = (1_174, 167),
        ["2018-04"] = (1_352, 183),
        ["2018-05"] = (1_303, 130),
    };

    [Fact]
    public async Task the_marketing_funnel_gives_every_known_answer()
    {
        var files = RealFiles.MarketingFunnel;
        var connectionString = await databases.Create();
        await using var server = await RunningServer.Start(connectionString);
        (await LeadsImport.Run(server, "olist.json", files)).Recorded.ShouldBe(16_842);

        await Answer(server);
        var again = await LeadsImport.Run(server, "olist.json", [.. files.Reverse()]);

        (again.Recorded, again.Duplicate).ShouldBe((0, 16_842));
        await Answer(server);
    }

    private static async Task Answer(RunningServer server)
    {
        var all = (await server.Get("/v1/funnel"))["totals"]!;
        Counts.Select(name => Number(all[name])).ShouldBe([8_000, 842, 7_158, 0, 0, 0]);
        (await Groups(server, "by=source", "source")).ShouldBe(BySource, ignoreOrder: true);
        (await Groups(server, "by=&period=month", "period")).ShouldBe(ByMonth, ignoreOrder: true);
        await Latency(server);
        await Negative(server);
    }

    private static async Task Latency(RunningServer server)
    {
        var group = (await server.Get("/v1/handoffs/latency?fromStage=MarketingQualified&toStage=Won&within=7d,14d,30d,60d,90d,180d"))["groups"]!.AsArray().Single()!;
        (Number(group["closed"]), Number(group["negative"]), Number(group["open"]), Number(group["left"])).ShouldBe((842, 1, 7_158, 0));
        Durations.Select(name => Math.Round(group["wall"]![name]!.GetValue<double>() / 86_400, 3)).ShouldBe([14.722, 162.672, 427.552]);
        group["within"]!.AsArray().Select(within => Number(within!["count"])).ShouldBe([249, 412, 547, 644, 691, 774]);
    }

    private static async Task Negative(RunningServer server)
    {
        var lead = (await server.Get($"/v1/leads?sender=urn:olist&subject={WonBeforeFirstContact}"))["leads"]!.AsArray().Single()!;
        var cycle = lead["cycles"]!.AsArray().Single()!;
        cycle["negative"]!.GetValue<bool>().ShouldBeTrue();
        cycle["path"]!.AsArray().Select(stage => stage!.GetValue<string>()).ShouldBe(["Captured", "MarketingQualified", "Won"]);
        var at = cycle["stamps"]!.AsArray().ToDictionary(stamp => stamp!["stage"]!.GetValue<string>(), stamp => DateTimeOffset.Parse(stamp!["occurredAt"]!.GetValue<string>()));
        Math.Round((at["MarketingQualified"] - at["Won"]).TotalHours, 1).ShouldBe(28.4);
    }

    private static async Task<Dictionary<string, (long, long)>> Groups(RunningServer server, string question, string key) =>
        (await server.Get($"/v1/funnel?{question}"))["groups"]!.AsArray()
            .ToDictionary(group => group!["key"]![key]?.GetValue<string>() ?? Nobody, group => (Number(group!["cycles"]), Number(group["won"])));

    private static long Number(JsonNode? number) => number!.GetValue<long>();
}
