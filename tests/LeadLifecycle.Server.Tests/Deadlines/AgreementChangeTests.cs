using LeadLifecycle.Server.Tests.Agreements;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>An agreement holds for the clocks that start under it.</summary>
public sealed class AgreementChangeTests(QuickClocks clocks) : IClassFixture<QuickClocks>
{
    private readonly RunningServer _server = clocks.Server;

    [Fact]
    public async Task a_clock_keeps_the_agreement_it_started_under_and_the_next_gets_the_new_one()
    {
        var before = await WatchedLead.Qualified(_server, "fair");
        var running = await before.OnBoard("acceptance");

        var version = await _server.Agree("sla", QuickClocks.Sla("2h"));

        var next = await WatchedLead.Qualified(_server, "fair");
        await before.Do("assign", """{"team":"north"}""");
        foreach (var (lead, target, frozen) in (IEnumerable<(WatchedLead, TimeSpan, int)>)[(before, TimeSpan.FromHours(1), version - 1), (next, TimeSpan.FromHours(2), version)])
        {
            var row = await lead.OnBoard("acceptance");
            ((int)row["policyVersion"]!).ShouldBe(frozen);
            ((double)row["targetSeconds"]!).ShouldBe(target.TotalSeconds);
            ((DateTimeOffset)row["dueAt"]! - (DateTimeOffset)row["startedAt"]!).ShouldBe(target);
        }

        ((DateTimeOffset)(await before.OnBoard("acceptance"))["dueAt"]!).ShouldBe((DateTimeOffset)running["dueAt"]!);
    }

    [Fact]
    public async Task a_segment_taken_away_still_breaches_the_clocks_it_started()
    {
        var lead = await WatchedLead.AcceptedAt(_server, "quick", DateTimeOffset.UtcNow);
        await _server.Agree("sla", """{"targets":{"closing":"1h"}}""");

        (await lead.Alarms(4)).ShouldAllBe(alarm => (string?)alarm["data"]!["segment"] == "quick");
        var next = await WatchedLead.AcceptedAt(_server, "quick", DateTimeOffset.UtcNow.AddDays(-1));
        var reported = (await next.History()).Max(e => (long)e["position"]!);
        var sla = (await _server.Get($"/v1/handoffs/attainment?leg=first-response&waitFor={reported}"))["legs"]![0]!["totals"]!["sla"]!;
        ((long)sla["pastDue"]!, (long)sla["running"]!).ShouldBe((1, 0));
        await _server.Agree("sla", QuickClocks.Sla("1h"));
    }
}
