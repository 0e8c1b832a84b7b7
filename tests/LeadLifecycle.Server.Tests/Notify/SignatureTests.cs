using System.Net.Http.Headers;
using System.Text;
using LeadLifecycle.Server.Tests.Notify.Receivers;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>Deliveries of the running server, checked by those who did not write it.</summary>
public sealed class SignatureTests(NotifyFixture fixture) : IClassFixture<NotifyFixture>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_library_of_standard_webhooks_accepts_every_delivery_and_refuses_tampered_ones()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var receiver = await NodeReceiver.Start(Secret, ct);
        await _server.Subscribe(receiver.Address.AbsoluteUri, Subscribed.OfTeam("library", $$""","secret":"{{Secret}}" """));
        await Live("library");

        var received = await receiver.WaitUntil(all => all.Count == 3, ct);
        received.ShouldAllBe(one => one.Ok);
        received.Select(one => one.WebhookId).Distinct().Count().ShouldBe(3);
        await Tampered(receiver, received[0], ct);
        (await receiver.WaitUntil(all => all.Count == 4, ct))[3].Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task the_public_key_of_the_subscription_checks_the_other_signature()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var recorder = await Receiver.Start();
        var subscription = await _server.Subscribe(recorder.Url + "/keyed", Subscribed.OfTeam("keyed"));
        await Live("keyed");
        var got = (await recorder.At("/keyed", 3))[0];

        await using var receiver = await NodeReceiver.Start((string)subscription["publicKey"]!, ct);
        await Repeat(receiver.Address, got, got.Text, ct);
        await Repeat(receiver.Address, got, got.Text.Replace("keyed", "taken", StringComparison.Ordinal), ct);
        (await receiver.WaitUntil(all => all.Count == 2, ct)).Select(one => one.Ok).ShouldBe([true, false]);
    }

    private async Task Live(string team)
    {
        var lead = await _server.Qualified(team);
        await _server.Step(lead, "accept", $$"""{"owner":"u1","team":"{{team}}"}""");
        await _server.Step(lead, "lose", """{"reason":"price"}""");
    }

    private static Task Tampered(NodeReceiver receiver, Receipt genuine, CancellationToken ct) =>
        Repeat(receiver.Address, new Got("/", genuine.WebhookId!, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}", "v1,AAAA", genuine.Body), genuine.Body, ct);

    private static async Task Repeat(Uri address, Got got, string body, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("webhook-id", got.Id), ("webhook-timestamp", got.Timestamp), ("webhook-signature", got.Signature)]) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, ct);
    }
}
