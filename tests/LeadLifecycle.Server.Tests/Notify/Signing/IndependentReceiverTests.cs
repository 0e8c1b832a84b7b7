using System.Text;
using LeadLifecycle.Server.Notify.Signing;
using LeadLifecycle.Server.Tests.Notify.Receivers;

namespace LeadLifecycle.Server.Tests.Notify.Signing;

/// <summary>Receivers that share no code with us accept what we sign, and nothing else.</summary>
public sealed class IndependentReceiverTests : IDisposable
{
    private const string Body = """{"type":"lead.sales-accepted","note":"Grüße, 東京"}""";
    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_library_of_standard_webhooks_takes_ours_and_refuses_what_was_tampered_with()
    {
        var secret = WebhookSecret.Generate();
        await using var receiver = await NodeReceiver.Start(secret.Reveal(), Ct);
        await AcceptsOnlyTheWhole(receiver, WebhookSecret.Generate(), secret);
    }

    [Fact]
    public async Task a_receiver_with_the_public_key_does_too()
    {
        var key = SigningKey.Generate();
        await using var receiver = await NodeReceiver.Start(key.PublicKey, Ct);
        await AcceptsOnlyTheWhole(receiver, WebhookSecret.Generate(), key);
    }

    public void Dispose() => _http.Dispose();

    private async Task AcceptsOnlyTheWhole(NodeReceiver receiver, params IWebhookKey[] keys)
    {
        var now = TimeProvider.System.GetUtcNow();
        var good = WebhookSignature.Headers("msg_1", now, Encoding.UTF8.GetBytes(Body), keys);
        (await Post(receiver, Body, good)).ShouldBe(204);
        (await Post(receiver, Body.Replace("accepted", "acceptee", StringComparison.Ordinal), good)).ShouldBe(400);
        (await Post(receiver, Body, With(good, "webhook-id", "msg_2"))).ShouldBe(400);
        (await Post(receiver, Body, With(good, "webhook-timestamp", $"{now.ToUnixTimeSeconds() - 1}"))).ShouldBe(400);
        (await Post(receiver, Body, WebhookSignature.Headers("msg_3", now, Encoding.UTF8.GetBytes(Body), WebhookSecret.Generate(), SigningKey.Generate()))).ShouldBe(400);

        var receipts = await receiver.WaitUntil(all => all.Count == 5, Ct);
        receipts.Select(one => one.Ok).ShouldBe([true, false, false, false, false]);
        receipts.Select(one => one.WebhookId).ShouldBe(["msg_1", "msg_1", "msg_2", "msg_1", "msg_3"]);
        receipts[0].Body.ShouldBe(Body);
    }

    private async Task<int> Post(NodeReceiver receiver, string body, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request, Ct);
        return (int)response.StatusCode;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> headers, string name, string value) => new(headers) { [name] = value };
}
