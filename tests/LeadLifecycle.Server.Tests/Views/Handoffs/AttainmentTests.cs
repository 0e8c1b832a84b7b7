using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Views.Handoffs;

/// <summary>What was done in time: met, done late, missed and open, and still running.</summary>
public sealed class AttainmentTests(HandoffStory story) : IClassFixture<HandoffStory>
{
    [Fact]
    public async Task every_leg_stands_for_itself()
    {
        var legs = (await story.Get("/v1/handoffs/attainment"))["legs"]!.AsArray().ToDictionary(leg => leg!.Text("leg")!, leg => leg!);

        legs.Keys.ShouldBe(["qualification", "acceptance", "first-response", "sales-qualification", "closing"]);
        Sla(legs["qualification"]["totals"]!).ShouldBe([0, 0, 0, 0]);
        Sla(legs["acceptance"]["totals"]!).ShouldBe([2, 1, 1, 3]);
        Sla(legs["first-response"]["totals"]!).ShouldBe([2, 0, 1, 0]);
        Sla(legs["sales-qualification"]["totals"]!).ShouldBe([1, 0, 0, 2]);
        Sla(legs["closing"]["totals"]!).ShouldBe([0, 0, 0, 0]);
        legs["acceptance"]["totals"]!["sla"]!.Numbers("missed", "share").ShouldBe([2, 0.5]);
        legs["acceptance"]["totals"]!["business"]!.Numbers("p50", "max").ShouldBe([2 * 3_600, 6 * 3_600]);
        legs["first-response"]["totals"]!["business"]!.Numbers("p50", "max").ShouldBe([2.5 * 3_600, 4 * 3_600]);
        legs["acceptance"]["missedBy"]!.AsArray().Select(by => (by!.Text("owner"), by!.Text("team"), (long)by!["count"]!)).ShouldBe([(null, "north", 1), (null, "south", 1)]);
    }

    [Theory]
    [InlineData("by=source", "source", "fair: 2 0 0 2 | web: 0 1 1 1")]
    [InlineData("by=team", "team", "north: 1 0 1 1 | south: 1 1 0 1 | : 0 0 0 1")]
    [InlineData("by=owner", "owner", "bob: 1 1 0 0 | eve: 1 0 0 0 | : 0 0 1 3")]
    public async Task each_group_has_its_own(string question, string key, string groups)
    {
        var leg = await Leg("acceptance", question);
        string.Join(" | ", leg["groups"]!.AsArray().Select(group => $"{group!["key"]!.Text(key)}: {string.Join(" ", Sla(group))}")).ShouldBe(groups);
        Sla(leg["totals"]!).ShouldBe([2, 1, 1, 3]);
        var latency = await story.Get($"/v1/handoffs/latency?leg=acceptance&{question}");
        latency["groups"]!.AsArray().Select(group => (group!["key"]!.ToJsonString(), string.Join(" ", Sla(group)))).ShouldBe(
            leg["groups"]!.AsArray().Select(group => (group!["key"]!.ToJsonString(), string.Join(" ", Sla(group)))));
    }

    [Fact]
    public async Task the_groups_of_a_period_sum_to_the_whole()
    {
        var leg = await Leg("acceptance", "period=day&zone=Europe/Berlin&by=source");
        var groups = leg["groups"]!.AsArray();
        groups.Count.ShouldBeGreaterThan(2);
        Enumerable.Range(0, 4).Select(i => groups.Sum(group => Sla(group!)[i])).ShouldBe([2, 1, 1, 3]);
    }

    [Fact]
    public async Task it_can_be_asked_of_a_cohort() => Sla((await Leg("acceptance", $"from={story.At(-26)}"))["totals"]!).ShouldBe([1, 0, 1, 3]);

    [Fact]
    public async Task as_of_an_instant_what_was_due_and_not_done_was_past_due()
    {
        Sla((await Leg("acceptance", $"asOf={story.At(-27)}"))["totals"]!).ShouldBe([1, 0, 0, 1]);
        Sla((await Leg("acceptance", $"asOf={story.At(-25)}"))["totals"]!).ShouldBe([1, 0, 1, 0]);
        Sla((await Leg("acceptance", $"asOf={story.At(-21)}"))["totals"]!).ShouldBe([1, 1, 0, 0]);
        Sla((await Leg("first-response", $"asOf={story.At(-21)}"))["totals"]!).ShouldBe([1, 0, 0, 1]);
        (await Leg("acceptance", $"asOf={story.At(-25)}"))["missedBy"]!.AsArray().Single()!.Text("team").ShouldBe("south");
    }

    [Fact]
    public async Task before_the_late_proof_was_recorded_it_was_known_as_late()
    {
        Sla((await Leg("first-response", ""))["totals"]!).ShouldBe([2, 0, 1, 0]);
        var then = await Leg("first-response", $"knownAt={story.BeforeProof}");
        Sla(then["totals"]!).ShouldBe([1, 1, 1, 0]);
        then["totals"]!["business"]!.Numbers("max").ShouldBe([9 * 3_600]);
        then["missedBy"]!.AsArray().Single()!["count"]!.GetValue<long>().ShouldBe(2);
        Sla((await Leg("first-response", $"knownAt={story.BeforeProof}&asOf={story.At(-40.5)}"))["totals"]!).ShouldBe([0, 0, 1, 0]);
        Sla((await Leg("first-response", $"asOf={story.At(-40.5)}"))["totals"]!).ShouldBe([1, 0, 0, 0]);
    }

    [Fact]
    public async Task latency_of_a_leg_has_business_time_and_targets_and_of_two_stages_neither()
    {
        var leg = (await story.Get("/v1/handoffs/latency?leg=first-response&within=4h"))["totals"]!;
        leg.Counts("closed", "open").ShouldBe([2, 1]);
        leg["business"]!.Numbers("p50").ShouldBe(leg["wall"]!.Numbers("p50"));
        Sla(leg).ShouldBe([2, 0, 1, 0]);
        var way = (await story.Get("/v1/handoffs/latency?fromStage=MarketingQualified&toStage=SalesAccepted"))["totals"]!;
        (way["business"], way["sla"]).ShouldBe((null, null));
        way.Counts("closed").ShouldBe([3]);
    }

    [Fact]
    public async Task what_is_no_question_is_refused()
    {
        (await story.Server.Ask("/v1/handoffs/attainment?leg=handshake")).ShouldBeProblem(400, "leg.unknown");
        (await story.Server.Ask("/v1/handoffs/attainment?by=weather")).ShouldBeProblem(400, "query.invalid");
    }

    private async Task<JsonNode> Leg(string leg, string question) => (await story.Get($"/v1/handoffs/attainment?leg={leg}&{question}"))["legs"]!.AsArray().Single()!;

    private static long[] Sla(JsonNode group) => group["sla"]!.Counts("met", "metLate", "pastDue", "running");
}
