namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What the owner of a subscription can do with it, and what is refused.</summary>
public sealed class SubscriptionTests(NotifyFixture fixture) : IClassFixture<NotifyFixture>
{
    private readonly RunningServer _server = fixture.Server;

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
