namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>History told afterwards raises nothing and costs the watch nothing; what happens from then on is watched.</summary>
public sealed class QuietHistoryTests(QuickClocks clocks) : IClassFixture<QuickClocks>
{
    private static readonly DateTimeOffset LongAgo = new(2019, 5, 6, 10, 0, 0, TimeSpan.Zero);

    private readonly RunningServer _server = clocks.Server;
    private readonly StoredDeadlines _deadlines = new(clocks.ConnectionString);

    [Fact]
    public async Task an_open_offer_from_long_ago_says_nothing_and_has_no_deadline()
    {
        var lead = await WatchedLead.Told(_server, "quick", LongAgo, backfill: true);
        ((string?)(await lead.OnBoard("acceptance"))["state"]).ShouldBe("breached");

        await (await WatchedLead.Qualified(_server, "quick")).Alarms(2);

        (await lead.Said()).ShouldBeEmpty();
        (await _deadlines.RowsOf(lead)).ShouldBe(0);
    }

    [Fact]
    public async Task a_live_fact_about_it_starts_its_own_clocks_and_wakes_no_other()
    {
        var lead = await WatchedLead.Told(_server, "quick", LongAgo, backfill: true);
        await lead.Do("contact", """{"actor":"eve"}""");
        (await _deadlines.RowsOf(lead)).ShouldBe(0);

        await lead.Do("accept", """{"owner":"eve"}""");

        // First response was given before acceptance, and acceptance, years late, is history's.
        (await lead.Said(2)).ShouldBe(["at-risk sales-qualification", "breached sales-qualification"]);
        (await lead.OnBoard("acceptance"))["state"]!.GetValue<string>().ShouldBe("met-late");
        (await lead.OnBoard("first-response"))["elapsedSeconds"]!.GetValue<double>().ShouldBe(0);
    }

    [Fact]
    public async Task an_old_fact_told_live_gives_sales_its_whole_time_from_when_it_was_told()
    {
        var lead = await WatchedLead.Told(_server, "quick", LongAgo, backfill: false);

        var alarms = await lead.Alarms(2);

        var told = (DateTimeOffset)(await lead.History()).Single(e => (string?)e["id"] == lead.Qualification)["recordedAt"]!;
        ((DateTimeOffset)alarms[1]["occurredAt"]!).ShouldBe(told + QuickClocks.Quick);
    }
}
