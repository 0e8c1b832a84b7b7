using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LeadLifecycle.Server.Tests.Notify;

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

    [Theory]
    [InlineData("status", 500)]
    [InlineData("redirect", 302)]
    [InlineData("timeout", null)]
    [InlineData("reset", null)]
    public async Task what_a_receiver_does_wrong_is_a_failed_attempt_and_tried_again_under_the_same_id(string error, int? status)
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = async (http, got) =>
        {
            if (receiver.Got.Count(one => one.Path == got.Path) > 1) return;
            if (error == "timeout") await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            if (status is { } said) http.Response.StatusCode = said;
            http.Response.Headers.Location = "/elsewhere";
            if (error != "reset") return;
            // Whether the status was read before the connection broke is chance, so it is not asserted.
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("half");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        var subscription = await _server.Subscribe(receiver.Url + "/wrong", Subscribed.OfTeam(error));
        await _server.Qualified(error);

        var delivery = (await _server.DeliveriesOnce(subscription, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered"))[0]!;

        var attempts = delivery["attempts"]!.AsArray();
        ((string?)attempts[0]!["error"]).ShouldBe(error);
        if (error != "reset") ((int?)attempts[0]!["status"]).ShouldBe(status);
        ((string?)attempts[1]!["outcome"], (int)attempts[1]!["number"]!).ShouldBe(("delivered", 2));
        receiver.Got.ShouldAllBe(got => got.Path == "/wrong" && got.Id == (string)delivery["id"]!);
        receiver.Got.Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_receiver_that_hangs_delays_no_other()
    {
        await using var slow = await Receiver.Start();
        await using var quick = await Receiver.Start();
        var held = new TaskCompletionSource();
        slow.Answer = (_, _) => held.Task;
        await _server.Subscribe(slow.Url + "/slow", Subscribed.OfTeam("slow"));
        await _server.Subscribe(quick.Url + "/quick", Subscribed.OfTeam("slow"));
        for (var i = 0; i < 20; i++) await _server.Qualified("slow");

        await quick.At("/quick", 20);
        held.Task.IsCompleted.ShouldBeFalse();
        held.SetResult();
    }

    [Fact]
    public async Task a_receiver_that_is_gone_is_disabled_at_once_and_the_others_are_told()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (http, got) => got.Path == "/gone" ? Receiver.Status(410)(http, got) : http.Response.WriteAsync("ok");
        await _server.Subscribe(receiver.Url + "/watch", """{"filter":{"types":["subscription.disabled"]}}""");
        var gone = await _server.Subscribe(receiver.Url + "/gone", Subscribed.OfTeam("gone"));
        await _server.Qualified("gone");

        var told = await receiver.At("/watch", 1);
        (told[0].Type, (string?)told[0].Data["subscription"], (string?)told[0].Data["reason"]).ShouldBe(("subscription.disabled", (string?)gone["id"], "gone"));
        ((string?)(await _server.State(gone))["state"]).ShouldBe("disabled");
        (await _server.Say($"/v1/subscriptions/{gone["id"]}/pause", "{}", "application/json")).ShouldBeProblem(409, "subscription.disabled");

        receiver.Answer = (http, _) => http.Response.WriteAsync("ok");
        ((string?)(await _server.Do(gone, "resume"))["state"]).ShouldBe("active");
        await _server.DeliveriesOnce(gone, all => (string)all[0]!["state"]! == "delivered");
    }

    [Fact]
    public async Task an_overloaded_receiver_gets_nothing_until_it_said_so()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = Receiver.Status(429, ("Retry-After", "600"));
        var subscription = await _server.Subscribe(receiver.Url + "/busy", Subscribed.OfTeam("busy"));
        await _server.Qualified("busy");
        await _server.DeliveriesOnce(subscription, all => all.Count == 1 && all[0]!["attempts"]!.AsArray().Count == 1);
        await _server.Qualified("busy");
        var waiting = await _server.DeliveriesOnce(subscription, all => all.Count == 2);

        waiting.ShouldAllBe(delivery => (string)delivery!["state"]! == "pending");
        (DateTimeOffset.Parse((string)(await _server.State(subscription))["throttledUntil"]!) - DateTimeOffset.UtcNow).TotalSeconds.ShouldBeInRange(500, 601);
        (DateTimeOffset.Parse((string)waiting[1]!["nextAt"]!) - DateTimeOffset.UtcNow).TotalSeconds.ShouldBeInRange(500, 601);
        receiver.Got.Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_failing_delivery_holds_back_its_leads_later_ones_and_no_other_leads()
    {
        await using var receiver = await Receiver.Start();
        var held = "";
        receiver.Answer = (http, got) => (string?)got.Data["leadId"] == held && receiver.Got.Count(one => one.Id == got.Id) == 1
            ? Receiver.Status(500)(http, got)
            : http.Response.WriteAsync("ok");
        await _server.Subscribe(receiver.Url + "/order", Subscribed.OfTeam("order"));
        var lead = await _server.Capture("order/" + Wire.NewId());
        held = lead;
        await _server.Step(lead, "qualify", """{"team":"order"}""");
        await _server.Step(lead, "accept", """{"owner":"u1"}""");
        var other = await _server.Qualified("order");

        var got = (await receiver.At("/order", 4)).ToList();
        var ofTheLead = got.Where(one => (string?)one.Data["leadId"] == lead).Select(one => (long)one.Data["version"]!);
        ofTheLead.Distinct().ShouldBe([2, 3]);
        got.FindIndex(one => (string?)one.Data["leadId"] == other).ShouldBeLessThan(got.FindIndex(one => (long)one.Data["version"]! == 3));
    }

    [Fact]
    public async Task what_was_told_can_be_told_again_by_id_and_by_time()
    {
        await using var receiver = await Receiver.Start();
        var subscription = await _server.Subscribe(receiver.Url + "/again", Subscribed.OfTeam("again"));
        await _server.Qualified("again");
        var first = (await _server.DeliveriesOnce(subscription, all => all.Count == 1 && (string)all[0]!["state"]! == "delivered"))[0]!;

        ((int)(await _server.Do(subscription, "redeliver", $$"""{"ids":["{{first["id"]}}"]}"""))["redelivered"]!).ShouldBe(1);
        await receiver.At("/again", 2);
        ((int)(await _server.Do(subscription, "redeliver", """{"from":"2020-01-01T00:00:00Z","to":"2099-01-01T00:00:00Z","state":"exhausted"}"""))["redelivered"]!).ShouldBe(0);
        await _server.DeliveriesOnce(subscription, all => all[0]!["attempts"]!.AsArray().Count == 2);
        ((int)(await _server.Do(subscription, "redeliver", """{"from":"2020-01-01T00:00:00Z","to":"2099-01-01T00:00:00Z"}"""))["redelivered"]!).ShouldBe(1);

        (await receiver.At("/again", 3)).Select(got => got.Id).Distinct().ShouldBe([(string)first["id"]!]);
        var kept = await _server.DeliveriesOnce(subscription, all => all[0]!["attempts"]!.AsArray().Count == 3);
        kept[0]!["attempts"]!.AsArray().Select(attempt => (int)attempt!["number"]!).ShouldBe([1, 2, 3]);
        (await _server.Say($"/v1/subscriptions/{subscription["id"]}/redeliver", """{"ids":["msg_none"]}""", "application/json")).ShouldBeProblem(404, "delivery.unknown");
    }

    [Fact]
    public async Task a_paused_subscription_gathers_and_a_resumed_one_gets_it()
    {
        await using var receiver = await Receiver.Start();
        var subscription = await _server.Subscribe(receiver.Url + "/paused", Subscribed.OfTeam("paused"));
        ((string?)(await _server.Do(subscription, "pause"))["state"]).ShouldBe("paused");
        await _server.Qualified("paused");
        (await _server.DeliveriesOnce(subscription, all => all.Count == 1))[0]!["attempts"]!.AsArray().ShouldBeEmpty();
        receiver.Got.ShouldBeEmpty();

        await _server.Do(subscription, "resume");
        await receiver.At("/paused", 1);
    }

    [Fact]
    public async Task while_a_secret_is_rotated_both_sign_and_the_new_one_is_shown_once()
    {
        await using var receiver = await Receiver.Start();
        var subscription = await _server.Subscribe(receiver.Url + "/rotated", Subscribed.OfTeam("rotated", ""","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" """));
        var fresh = (string)(await _server.Do(subscription, "rotate-secret"))["secret"]!;
        (await _server.State(subscription)).AsObject().ContainsKey("secret").ShouldBeFalse();
        await _server.Qualified("rotated");

        var got = (await receiver.At("/rotated", 1))[0];
        got.Secretly().ShouldBe([Subscribed.Signed(got, fresh), Subscribed.Signed(got, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]);
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

    [Theory]
    [InlineData("""{"settings":{"url":"https://example.org"}}""", "/name")]
    [InlineData("""{"name":"a"}""", "/settings")]
    [InlineData("""{"name":"a","settings":{"url":"example.org/hook"}}""", "/settings/url")]
    [InlineData("""{"name":"a","settings":{"url":"https://example.org","uri":1}}""", "/settings/uri")]
    [InlineData("""{"name":"a","settings":{"url":"https://example.org"},"filter":{"types":["handoff.offerd"]}}""", "/filter/types")]
    [InlineData("""{"name":"a","settings":{"url":"https://example.org"},"payload":{"contact":["iban"]}}""", "/payload/contact")]
    [InlineData("""{"name":"a","settings":{"url":"https://example.org"},"secret":"whsec_c2hvcnQ="}""", "/secret")]
    [InlineData("""{"name":"a","settings":{"url":"https://example.org"},"channel":"pigeon"}""", "/channel")]
    public async Task a_subscription_that_is_not_understood_is_refused(string body, string pointer) =>
        (await _server.Say("/v1/subscriptions", body, "application/json")).ShouldBeProblem(400, "event.malformed", pointer);

    [Theory]
    [InlineData("ftp://example.org/hook")]
    [InlineData("http://example.org/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://167772161/")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://user:word@example.org/hook")]
    [InlineData("https://example.org:25/")]
    public async Task an_address_that_is_not_the_public_internets_is_refused(string url) =>
        (await _server.Say("/v1/subscriptions", $$$"""{"name":"a","settings":{"url":"{{{url}}}"}}""", "application/json")).ShouldBeProblem(422, "subscription.address-refused", "/settings/url");
}
