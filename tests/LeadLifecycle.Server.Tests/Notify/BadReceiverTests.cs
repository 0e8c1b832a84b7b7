using Microsoft.AspNetCore.Http;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What a receiver that fails, hangs, is gone or overloaded does to its own deliveries, and not to others.</summary>
public sealed class BadReceiverTests(NotifyFixture fixture) : IClassFixture<NotifyFixture>
{
    private readonly RunningServer _server = fixture.Server;

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
}
