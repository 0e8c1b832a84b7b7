using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Agreements;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>The handoffs of the lead log in business time and against their targets.</summary>
[Collection(OneAtATime.Name)]
public sealed class LeadLogClocksTests(ImportedLeadLog log, PrivateDatabases databases)
{
    private static readonly TimeSpan Target = TimeSpan.FromHours(4);

    [Fact]
    public async Task acceptance_in_office_hours_is_what_a_count_by_hand_gives()
    {
        var (server, stored) = await log.Get();
        var byHand = NaiveHandoff.OfFile();
        var closed = byHand.Where(handoff => handoff.Stop is not null).ToArray();
        (closed.Length, byHand.Count - closed.Length).ShouldBe((7_298, 69));
        var met = closed.Count(handoff => handoff.Met(Target));

        var leg = await Leg(server, "acceptance");

        TestContext.Current.TestOutputHelper?.WriteLine($"in office hours {met} of {closed.Length} accepted in time");
        leg["sla"]!.AsObject().Select(count => (count.Key, (double)count.Value!)).Take(4).ShouldBe([("met", met), ("metLate", closed.Length - met), ("pastDue", 69), ("running", 0)]);
        var business = closed.Select(handoff => handoff.Business.TotalSeconds).Order().ToArray();
        ((double)leg["business"]!["p50"]!).ShouldBe((business[(business.Length / 2) - 1] + business[business.Length / 2]) / 2, 0.001);
        ((double)leg["business"]!["max"]!).ShouldBe(business[^1], 0.001);
        var latency = (await server.Get("/v1/handoffs/latency?leg=first-response"))["totals"]!;
        ((long)latency["closed"]!, (long)latency["open"]!).ShouldBe((5_110, 3));
        await Quiet(stored);
    }

    [Fact]
    public async Task acceptance_around_the_clock_is_met_by_as_many_as_closed_within_the_target()
    {
        var connectionString = await databases.Create();
        await using var server = await RunningServer.Start(connectionString);
        await server.Agree("calendars", Signing.AroundTheClock);

        (await LeadsImport.Run(server, "bpic2012.json", RealFiles.LeadLog)).Recorded.ShouldBe(LeadLogAnswers.Events);

        var leg = await Leg(server, "acceptance");
        ((long)leg["sla"]!["met"]!, (long)leg["sla"]!["metLate"]!, (long)leg["sla"]!["pastDue"]!, (long)leg["sla"]!["running"]!).ShouldBe((3_166, 7_298 - 3_166, 69, 0));
        var latency = (await server.Get("/v1/handoffs/latency?leg=acceptance"))["totals"]!;
        foreach (var percentile in (string[])["p50", "p75", "p90", "p95", "max"])
        {
            ((double)latency["business"]![percentile]!).ShouldBe((double)latency["wall"]![percentile]!, 0.001);
        }

        await Quiet(new Stored(connectionString));
    }

    /// <summary>History raised nothing and left nothing to watch.</summary>
    private static async Task Quiet(Stored stored)
    {
        (await stored.One<long>("select count(*) from leads.mt_events where type like 'lead.sla-%'")).ShouldBe(0);
        (await stored.One<long>("select count(*) from leads.deadline")).ShouldBe(0);
    }

    private static async Task<JsonNode> Leg(RunningServer server, string leg) =>
        (await server.Get($"/v1/handoffs/attainment?leg={leg}"))["legs"]!.AsArray().Single()!["totals"]!;
}
