using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>Six leads and seven cycles with known answers; every count is asked for in every shape.</summary>
public sealed class FunnelTests(FunnelTests.Log log) : IClassFixture<FunnelTests.Log>
{
    private readonly RunningServer _server = log.Server;

    [Fact]
    public async Task a_cohort_says_how_far_its_cycles_came()
    {
        var funnel = await Ask("/v1/funnel?view=cohort");
        funnel.Text("view").ShouldBe("cohort");
        funnel.Text("mode").ShouldBe("reached");
        funnel.Text("unit").ShouldBe("cycle");
        funnel["groups"]!.AsArray().Count.ShouldBe(1);
        funnel["groups"]![0]!["key"]!.AsObject().ShouldBeEmpty();
        var totals = funnel["totals"]!;
        totals.Counts("cycles", "open", "won", "lost", "recycled").ShouldBe([7, 2, 2, 2, 1]);
        totals.Stages("reached").ShouldBe([5, 2, 6, 4, 2, 2, 2, 1]);
        totals.Stages("inferred").ShouldBe([0, 0, 0, 0, 0, 0, 0, 0]);
        funnel["groups"]![0]!.Stages("reached").ShouldBe(totals.Stages("reached"));
        funnel["upTo"]!.Counts("position").ShouldBe([log.Last]);
        ((DateTimeOffset?)funnel["upTo"]!["recordedAt"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task strict_asks_for_every_earlier_stage_in_time_order() =>
        (await Ask("/v1/funnel?mode=strict"))["totals"]!.Stages("reached").ShouldBe([5, 2, 1, 1, 1, 1, 1, 0]);

    [Fact]
    public async Task passed_shows_the_unstamped_beside_and_never_inside()
    {
        var totals = (await Ask("/v1/funnel?mode=passed"))["totals"]!;
        totals.Stages("reached").ShouldBe([5, 2, 6, 4, 2, 2, 2, 1]);
        totals.Stages("inferred").ShouldBe([2, 5, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task what_was_counted_with_every_event_is_what_a_scan_of_all_cycles_counts() => await _server.ShouldCountAsAScanDoes();

    [Fact]
    public async Task groups_add_up_to_the_totals_and_unknown_stands_last()
    {
        foreach (var by in (string[])["source", "channel", "campaign", "team", "owner", "reason", "source,owner", "team,reason"])
        {
            var funnel = await Ask($"/v1/funnel?by={by}");
            var groups = funnel["groups"]!.AsArray();
            groups.Select(group => string.Join(",", group!["key"]!.AsObject().Select(member => member.Key))).Distinct().ShouldBe([by]);
            groups.Sum(group => (long)group!["cycles"]!).ShouldBe(7, by);
            foreach (var at in Enumerable.Range(0, 8)) groups.Sum(group => group!.Stages("reached")[at]).ShouldBe(funnel["totals"]!.Stages("reached")[at]);
        }

        var bySource = (await Ask("/v1/funnel?by=source"))["groups"]!.AsArray();
        bySource.Select(group => group!["key"]!.Text("source")).ShouldBe(["fair", "paid", null]);
        bySource.Select(group => (long)group!["cycles"]!).ShouldBe([3, 3, 1]);
        var byOwner = (await Ask("/v1/funnel?by=owner"))["groups"]!.AsArray();
        byOwner.Select(group => group!["key"]!.Text("owner")).ShouldBe(["adam", "eve", null]);
        byOwner.Select(group => (long)group!["cycles"]!).ShouldBe([1, 2, 4]);
        (await Ask("/v1/funnel?by=team"))["groups"]!.AsArray().Select(group => group!["key"]!.Text("team")).ShouldBe(["apac", "emea", null]);
        (await Ask("/v1/funnel?by=reason"))["groups"]!.AsArray().Select(group => group!["key"]!.Text("reason")).ShouldBe(["price", "timing", null]);
    }

    [Fact]
    public async Task a_later_cycle_without_a_capture_has_the_source_of_the_one_before()
    {
        // 'back' was captured at the fair, recycled, and qualified again: two of the fair's three cycles are its.
        var fair = (await Ask("/v1/funnel?by=source"))["groups"]![0]!;
        fair.Stages("reached").ShouldBe([2, 1, 3, 1, 1, 1, 0, 1]);
        fair.Counts("reentered").ShouldBe([1]);
    }

    [Fact]
    public async Task a_cohort_is_of_the_month_in_the_zone_that_was_asked_for()
    {
        (await Months("")).ShouldBe(new Dictionary<string, long> { ["2026-01"] = 3, ["2026-02"] = 2, ["2026-03"] = 2 });
        (await Months("&zone=Europe/Berlin")).ShouldBe(new Dictionary<string, long> { ["2026-01"] = 2, ["2026-02"] = 3, ["2026-03"] = 2 });
        (await Ask("/v1/funnel?period=quarter&zone=Europe/Berlin"))["groups"]![0]!["key"]!.Text("period").ShouldBe("2026-Q1");

        async Task<Dictionary<string, long>> Months(string zone) => (await Ask($"/v1/funnel?period=month{zone}"))["groups"]!.AsArray()
            .ToDictionary(group => group!["key"]!.Text("period")!, group => (long)group!["cycles"]!);
    }

    [Fact]
    public async Task from_is_inclusive_and_to_exclusive()
    {
        (await Cycles("from=2026-01-31T23:30:00Z")).ShouldBe(5);
        (await Cycles("from=2026-01-31T23:30:00.000001Z")).ShouldBe(4);
        (await Cycles("to=2026-01-31T23:30:00Z")).ShouldBe(2);
        (await Cycles("to=2026-01-31T23:30:00.000001Z")).ShouldBe(3);
        (await Cycles("from=2026-02-01T00:30:00%2B01:00&to=2026-02-02T00:00:00Z")).ShouldBe(1);
        (await Cycles("from=2030-01-01T00:00:00Z")).ShouldBe(0);

        async Task<long> Cycles(string bounds) => (long)(await Ask("/v1/funnel?" + bounds))["totals"]!["cycles"]!;
    }

    [Fact]
    public async Task a_snapshot_counts_the_cycles_in_each_stage_at_an_instant()
    {
        var now = await Ask("/v1/funnel?view=snapshot");
        now.Text("view").ShouldBe("snapshot");
        now["totals"]!.Stages("count").ShouldBe([0, 0, 1, 1, 0, 2, 2, 1]);
        var then = (await Ask("/v1/funnel?view=snapshot&asOf=2026-02-01T00:00:00Z"))["totals"]!;
        then.Stages("count").ShouldBe([1, 0, 0, 1, 0, 1, 0, 0]);
        then.Stages("count").Sum().ShouldBe((long)then["cycles"]!);
    }

    [Fact]
    public async Task flow_is_the_difference_of_two_snapshots()
    {
        var bounds = (string[])["2026-01-01T00:00:00Z", "2026-01-20T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-20T00:00:00Z", "2026-03-15T00:00:00Z", "2026-06-01T00:00:00Z"];
        foreach (var (from, to) in bounds.Zip(bounds.Skip(1)))
        {
            var before = (await Ask($"/v1/funnel?view=snapshot&asOf={from}"))["totals"]!.Stages("count");
            var after = (await Ask($"/v1/funnel?view=snapshot&asOf={to}"))["totals"]!.Stages("count");
            var flow = await Ask($"/v1/funnel?view=flow&from={from}&to={to}&by=source");
            flow.Text("view").ShouldBe("flow");
            var (entered, exited) = (flow["totals"]!.Stages("entered"), flow["totals"]!.Stages("exited"));
            foreach (var at in Enumerable.Range(0, 8)) (before[at] + entered[at] - exited[at]).ShouldBe(after[at], $"stage {at}, {from} to {to}");
            flow["groups"]!.AsArray().Sum(group => group!.Stages("entered").Sum()).ShouldBe(entered.Sum());
        }
    }

    [Fact]
    public async Task the_matrix_counts_consecutive_pairs()
    {
        var matrix = await Ask("/v1/funnel/transitions");
        matrix.Text("unit").ShouldBe("cycle");
        matrix.Counts("reentered", "open", "cycles").ShouldBe([1, 2, 7]);
        matrix["ended"]!.Counts("Won", "Lost", "Recycled").ShouldBe([2, 2, 1]);
        Pairs(matrix).ShouldBe(new SortedDictionary<string, long>
        {
            ["Captured>Engaged"] = 2,
            ["Captured>MarketingQualified"] = 3,
            ["Engaged>MarketingQualified"] = 1,
            ["Engaged>Lost"] = 1,
            ["MarketingQualified>SalesAccepted"] = 4,
            ["SalesAccepted>SalesQualified"] = 2,
            ["SalesAccepted>Lost"] = 1,
            ["SalesQualified>Won"] = 2,
            ["MarketingQualified>Recycled"] = 1,
        });

        var byOwner = await Ask("/v1/funnel/transitions?by=owner");
        byOwner["groups"]!.AsArray().Sum(group => (long)group!["cycles"]!).ShouldBe(7);
        byOwner["groups"]!.AsArray().Select(group => group!["key"]!.Text("owner")).ShouldBe(["adam", "eve", null]);
        Pairs(byOwner).ShouldBe(Pairs(matrix));
    }

    [Fact]
    public async Task latencies_of_a_stage_pair_are_exact()
    {
        var latency = await Ask("/v1/handoffs/latency?fromStage=MarketingQualified&toStage=SalesAccepted&within=1h,2d");
        latency.Text("unit").ShouldBe("seconds");
        var group = latency["groups"]![0]!;
        group["key"]!.AsObject().ShouldBeEmpty();
        group.Counts("closed", "open", "left", "negative").ShouldBe([4, 1, 1, 1]);
        // Three are not negative: 1 h, 2 h and 4 h; interpolated between order statistics.
        group["wall"]!.Numbers("p50", "p75", "p90", "p95", "max").ShouldBe([7_200, 10_800, 12_960, 13_680, 14_400]);
        ((bool)group["insufficient"]!).ShouldBeTrue();
        group["within"]!.AsArray().Select(within => ((double)within!["seconds"]!, (long)within["count"]!)).ShouldBe([(3_600, 2), (172_800, 4)]);
    }

    [Fact]
    public async Task a_leg_stops_at_its_stop_at_any_later_stage_and_at_the_end()
    {
        var acceptance = (await Ask("/v1/handoffs/latency?leg=acceptance"))["groups"]![0]!;
        acceptance.Counts("closed", "open", "left", "negative").ShouldBe([5, 1, 0, 1]);
        var qualification = (await Ask("/v1/handoffs/latency?leg=qualification"))["groups"]![0]!;
        qualification.Counts("closed", "open", "left", "negative").ShouldBe([5, 0, 0, 0]);
        var closing = (await Ask("/v1/handoffs/latency?leg=closing"))["groups"]![0]!;
        closing.Counts("closed", "open", "left").ShouldBe([2, 0, 0]);
        foreach (var leg in (string[])["first-response", "sales-qualification"]) (await Ask("/v1/handoffs/latency?leg=" + leg)).Text("leg").ShouldBe(leg);
    }

    [Fact]
    public async Task latencies_break_down_by_owner_and_by_month()
    {
        var byOwner = (await Ask("/v1/handoffs/latency?fromStage=MarketingQualified&toStage=SalesAccepted&by=owner"))["groups"]!.AsArray();
        byOwner.Select(group => (group!["key"]!.Text("owner"), (long)group["closed"]!)).ShouldBe([("adam", 1), ("eve", 2), (null, 1)]);
        var byMonth = (await Ask("/v1/handoffs/latency?fromStage=MarketingQualified&toStage=SalesAccepted&period=month&zone=Europe/Berlin"))["groups"]!.AsArray();
        byMonth.Sum(group => (long)group!["closed"]!).ShouldBe(4);
        (await Ask("/v1/handoffs/latency?leg=acceptance&from=2030-01-01T00:00:00Z"))["groups"]![0]!["wall"]!["p50"].ShouldBeNull();
    }

    private static SortedDictionary<string, long> Pairs(JsonNode matrix) =>
        new(matrix["transitions"]!.AsArray().ToDictionary(pair => $"{pair!.Text("from")}>{pair!.Text("to")}", pair => (long)pair!["count"]!));

    private async Task<JsonNode> Ask(string path) => await _server.Get($"{path}{(path.Contains('?') ? '&' : '?')}waitFor={log.Last}");

    /// <summary>The log, told backwards; the answers do not know.</summary>
    public sealed class Log(PrivateDatabases databases) : IAsyncLifetime
    {
        private static readonly (string Lead, string Type, string Time, string Data)[] Facts =
        [
            ("whole", "captured", "2026-01-05T10:00:00Z", "{\"source\":\"fair\",\"channel\":\"booth\",\"campaign\":\"spring\"}"),
            ("whole", "engaged", "2026-01-06T10:00:00Z", "{}"),
            ("whole", "marketing-qualified", "2026-01-07T09:00:00Z", "{}"),
            ("whole", "sales-accepted", "2026-01-07T10:00:00Z", "{\"owner\":\"eve\",\"team\":\"emea\"}"),
            ("whole", "sales-qualified", "2026-01-08T10:00:00Z", "{}"),
            ("whole", "won", "2026-01-10T10:00:00Z", "{\"amount\":\"100\",\"currency\":\"EUR\"}"),
            ("back", "captured", "2026-01-31T23:30:00Z", "{\"source\":\"fair\"}"),
            ("back", "marketing-qualified", "2026-02-03T10:00:00Z", "{}"),
            ("back", "recycled", "2026-02-10T10:00:00Z", "{\"reason\":\"timing\"}"),
            ("back", "marketing-qualified", "2026-03-10T10:00:00Z", "{}"),
            ("negative", "captured", "2026-01-15T10:00:00Z", "{\"source\":\"paid\"}"),
            ("negative", "marketing-qualified", "2026-01-20T12:00:00Z", "{\"team\":\"emea\"}"),
            ("negative", "sales-accepted", "2026-01-20T11:00:00Z", "{\"owner\":\"adam\",\"team\":\"apac\"}"),
            ("negative", "lost", "2026-02-15T10:00:00Z", "{\"reason\":\"price\"}"),
            ("lost", "captured", "2026-02-05T10:00:00Z", "{\"source\":\"paid\",\"channel\":\"search\"}"),
            ("lost", "engaged", "2026-02-06T10:00:00Z", "{}"),
            ("lost", "lost", "2026-02-07T10:00:00Z", "{\"reason\":\"price\"}"),
            ("open", "captured", "2026-03-05T10:00:00Z", "{\"source\":\"paid\"}"),
            ("open", "marketing-qualified", "2026-03-06T10:00:00Z", "{}"),
            ("open", "sales-accepted", "2026-03-06T14:00:00Z", "{\"team\":\"emea\"}"),
            ("sudden", "marketing-qualified", "2026-02-10T08:00:00Z", "{}"),
            ("sudden", "sales-accepted", "2026-02-10T10:00:00Z", "{\"owner\":\"eve\",\"team\":\"emea\"}"),
            ("sudden", "sales-qualified", "2026-02-11T10:00:00Z", "{}"),
            ("sudden", "won", "2026-02-20T10:00:00Z", "{}"),
        ];

        public RunningServer Server { get; private set; } = null!;

        /// <summary>The position of the last fact.</summary>
        public long Last { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Server = await RunningServer.Start(await databases.Create());
            foreach (var some in Facts.Reverse().Chunk(7)) Last = await Server.Remember([.. some.Select(fact => Wire.Fact(fact.Lead, fact.Type, fact.Time, fact.Data))]);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
