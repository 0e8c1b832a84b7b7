namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What is told of a lead, to whom, and what can be read of it afterwards.</summary>
public sealed class DeliveryTests(NotifyFixture fixture) : IClassFixture<NotifyFixture>
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task each_move_arrives_once_signed_in_order_and_with_no_more_than_was_granted()
    {
        await using var receiver = await Receiver.Start();
        var facts = await _server.Subscribe(receiver.Url + "/facts", Subscribed.OfTeam("all"));
        await _server.Subscribe(receiver.Url + "/ids", Subscribed.OfTeam("all", ""","payload":{"level":"ids"}"""));
        await _server.Subscribe(receiver.Url + "/contact", Subscribed.OfTeam("all", ""","payload":{"contact":["email"]}"""));
        await _server.Subscribe(receiver.Url + "/slack", Subscribed.OfTeam("all", ""","channel":"slack" """));
        await _server.Subscribe(receiver.Url + "/other", Subscribed.OfTeam("another"));

        var lead = await _server.Qualified("all", ""","score":42""");
        await _server.Step(lead, "accept", """{"owner":"u1"}""");
        await _server.Step(lead, "sales-qualify", """{"amount":"10","currency":"EUR","expectedClose":"2027-01-01"}""");
        await _server.Step(lead, "win", """{"amount":"10","currency":"EUR"}""");
        await _server.DeliveriesOnce(facts, all => all.Count == 4 && all.All(delivery => (string)delivery!["state"]! == "delivered"));

        var got = await receiver.At("/facts", 4);
        got.Select(one => one.Type).ShouldBe(["handoff.offered", "handoff.accepted", "lead.sales-qualified", "lead.won"]);
        got.Select(one => (long)one.Data["version"]!).ShouldBe([2, 3, 4, 5]);
        foreach (var one in got) one.Secretly().ShouldBe([Subscribed.Signed(one, (string)facts["secret"]!)]);
        var offered = got[0].Data;
        ((string?)offered["leadId"], (string?)offered["stage"], (string?)offered["source"], (decimal)offered["score"]!, offered["owner"]).ShouldBe((lead, "MarketingQualified", "fair", 42m, null));
        got[0].Text.ShouldNotContain("canary", Case.Insensitive);
        (await receiver.At("/ids", 4))[0].Data.AsObject().Select(member => member.Key).ShouldBe(["eventId", "leadId", "version", "cycle", "occurredAt", "recordedAt"]);
        (await receiver.At("/contact", 4))[0].Data["contact"]!.ToJsonString().ShouldBe("""{"email":"canary@person.example"}""");
        ((string)(await receiver.At("/slack", 4))[0].Body["text"]!).ShouldBe($"Handoff offered to sales: lead {lead} (team all, source fair, score 42)");
        receiver.Got.ShouldNotContain(one => one.Path == "/other");
        receiver.Got.Count.ShouldBe(16);
    }

    [Fact]
    public async Task history_is_quiet_and_live_facts_are_not()
    {
        await using var receiver = await Receiver.Start();
        await _server.Subscribe(receiver.Url + "/quiet", Subscribed.OfTeam("quiet"));
        var subject = Wire.NewId();
        (await _server.Say("/v1/events?backfill=true", Wire.Fact(subject, "marketing-qualified", "2026-01-01T00:00:00Z", """{"team":"quiet"}""").ToJsonString(), Wire.One)).Status.ShouldBe(200);
        await _server.Report(Wire.Fact(subject, "lost", "2026-01-02T00:00:00Z"));

        (await receiver.At("/quiet", 1)).Select(got => got.Type).ShouldBe(["lead.lost"]);
    }

    [Fact]
    public async Task a_lead_says_who_was_told_when_and_whether_they_answered()
    {
        await using var receiver = await Receiver.Start();
        var subscription = await _server.Subscribe(receiver.Url + "/receipt", Subscribed.OfTeam("receipt"));
        var lead = await _server.Qualified("receipt");
        await _server.DeliveriesOnce(subscription, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered");
        using var ended = await _server.Http.DeleteAsync($"/v1/subscriptions/{subscription["id"]}", TestContext.Current.CancellationToken);

        var told = (await _server.Get($"/v1/leads/{lead}/notifications"))["notifications"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)told["type"]).ShouldBe("handoff.offered");
        var delivery = told["deliveries"]!.AsArray().Single(one => (string?)one!["subscription"]!["id"] == (string?)subscription["id"])!;
        ((string?)delivery["subscription"]!["state"], (string?)delivery["attempts"]![0]!["answer"]).ShouldBe(("deleted", "ok"));
        (await _server.Ask($"/v1/subscriptions/{subscription["id"]}")).ShouldBeProblem(404, "subscription.unknown");
    }

    [Fact]
    public async Task a_test_is_sent_now_and_answered_with_how_it_went()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = Receiver.Status(503);
        var subscription = await _server.Subscribe(receiver.Url + "/test", Subscribed.OfTeam("test"));

        var attempt = (await _server.Do(subscription, "test"))["attempt"]!;

        ((int)attempt["status"]!, (string?)attempt["error"], (string?)attempt["answer"]).ShouldBe((503, "status", "no"));
        receiver.Got.ShouldHaveSingleItem().Type.ShouldBe("subscription.test");
    }
}
