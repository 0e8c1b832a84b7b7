namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>Many at once: nothing acknowledged is lost, nothing stands twice, versions have no gap.</summary>
[Collection(SharedServer.Name)]
public sealed class ConcurrencyTests(ServerFixture fixture)
{
    [Fact]
    public async Task two_hundred_at_once_for_one_lead_are_all_kept()
    {
        var subject = "rush/" + Wire.NewId();
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            fixture.Server.Report(Wire.Fact(subject, i % 2 == 0 ? "touched" : "engaged", $"2026-03-01T10:{i % 60:00}:00Z"))));

        replies.ShouldAllBe(reply => reply.Status == 200);
        var ids = replies.Select(reply => (string)reply.Json["id"]!).ToHashSet();
        replies.Select(reply => (long)reply.Json["version"]!).Order().ShouldBe(Enumerable.Range(1, 200).Select(version => (long)version));
        var history = (await fixture.Server.Get($"/v1/leads/{(string)replies[0].Json["leadId"]!}/history"))["events"]!.AsArray();
        history.Select(e => (string)e!["id"]!).ToHashSet().SetEquals(ids).ShouldBeTrue();
        history.Select(e => (long)e!["version"]!).ShouldBe(Enumerable.Range(1, 200).Select(version => (long)version));
    }

    [Fact]
    public async Task the_same_fact_from_many_at_once_is_recorded_once()
    {
        var fact = Wire.Captured("rush/" + Wire.NewId());
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => fixture.Server.Report(fact)));
        replies.Count(reply => (string?)reply.Json["outcome"] == "recorded").ShouldBe(1);
        replies.Count(reply => (string?)reply.Json["outcome"] == "duplicate").ShouldBe(39);
        replies.Select(reply => (long)reply.Json["position"]!).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task of_many_who_accept_at_once_one_has_the_lead()
    {
        var lead = await fixture.Server.Capture("rush/" + Wire.NewId());
        (await fixture.Server.Step(lead, "qualify")).ShouldBeOutcome("recorded");
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => fixture.Server.Step(lead, "accept", $"{{\"owner\":\"seller-{i}\"}}")));
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => (string?)reply.Json["code"] == "lead.already-accepted");
    }

    [Fact]
    public async Task facts_make_the_same_lead_in_any_order()
    {
        (string Type, string Time, string Data)[] facts =
        [
            ("captured", "2026-03-01T10:00:00Z", "{\"source\":\"fair\"}"), ("marketing-qualified", "2026-03-02T10:00:00Z", "{}"),
            ("sales-accepted", "2026-03-03T10:00:00Z", "{\"owner\":\"eve\"}"), ("recycled", "2026-03-04T10:00:00Z", "{\"reason\":\"timing\"}"),
            ("marketing-qualified", "2026-03-05T10:00:00Z", "{}"), ("sales-accepted", "2026-03-06T10:00:00Z", "{\"owner\":\"adam\"}"),
        ];
        var cards = new List<string>();
        foreach (var order in (int[][])[[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]])
        {
            var subject = "order/" + Wire.NewId();
            foreach (var i in order) await fixture.Server.Tell(Wire.Fact(subject, facts[i].Type, facts[i].Time, facts[i].Data));
            var card = (await fixture.Server.Get($"/v1/leads?sender={Wire.Sender}&subject={subject}"))["leads"]![0]!;
            ((string?)card["owner"]).ShouldBe("adam");
            ((int)card["cycle"]!).ShouldBe(2);
            cards.Add(string.Join(" | ", card["cycles"]!.AsArray().Select(cycle => string.Join(" ", cycle!["stamps"]!.AsArray().Select(stamp => $"{stamp!["stage"]}@{stamp["occurredAt"]}")))));
        }

        cards.Distinct().ShouldHaveSingleItem();
    }
}
