using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Notify;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Tests.Edges;
using LeadLifecycle.Server.Tests.Notify;
using LeadLifecycle.Server.Tests.Notify.Live;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>The AsyncAPI document is committed, names every message there is, and says what goes over the wire.</summary>
public sealed class AsyncDescriptionTests(NotifyFixture fixture) : IClassFixture<NotifyFixture>
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task the_committed_document_is_the_one_that_is_served() =>
        Checkout.ShouldBeCommitted((await Document()).ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n", Checkout.Schema("asyncapi.json"));

    [Fact]
    public async Task every_fact_a_sender_may_report_is_there_in_each_mode()
    {
        var document = await Document();

        foreach (var mode in (string[])["structured", "binary"]) Types(document, "facts", mode).ShouldBe(FactReader.Types, ignoreOrder: true);
        var batched = document["components"]!["messages"]!["facts.batch"]!["payload"]!["items"]!["oneOf"]!.AsArray();
        batched.Select(one => ((string)one!["$ref"]!).Split('/')[^1]).ShouldBe(FactReader.Types.Select(type => $"{type}.event"), ignoreOrder: true);
        var raisedHere = EventNames.All.Where(pair => pair.Value.IsSubclassOf(typeof(SlaEvent))).Select(pair => pair.Key);
        EventNames.OfLeads.Except(raisedHere).Select(EventNames.PublicTypeOf).ShouldBe(FactReader.Types, ignoreOrder: true);
    }

    [Fact]
    public async Task every_notification_is_there_wherever_it_is_told()
    {
        var document = await Document();
        var all = typeof(NoticeTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToArray();

        all.Length.ShouldBeGreaterThan(10);
        Types(document, "webhook", "webhook").ShouldBe(all, ignoreOrder: true);
        Types(document, "broker", "broker").ShouldBe(all, ignoreOrder: true);
        Types(document, "stream", "stream").ShouldBe(all.Except([NoticeTypes.SubscriptionDisabled, NoticeTypes.Test]), ignoreOrder: true);
    }

    /// <summary>Mail is for people; its form is nobody's to rely on.</summary>
    [Fact]
    public async Task every_channel_and_every_vendor_is_there()
    {
        var document = await Document();

        Named(typeof(IChannel)).Where(name => name != "email").Except(document["channels"]!.AsObject().Select(channel => channel.Key)).ShouldBeEmpty();
        document["channels"]!["hooks"]!["parameters"]!["vendor"]!["enum"]!.AsArray().Select(name => (string)name!).ShouldBe(Named(typeof(IVendor)), ignoreOrder: true);
    }

    [Fact]
    public async Task every_reference_leads_somewhere()
    {
        var document = await Document();
        var references = References(document).Distinct().ToArray();

        references.Length.ShouldBeGreaterThan(100);
        references.ShouldAllBe(reference => reference.Split('/', StringSplitOptions.None).Skip(1).Aggregate((JsonNode?)document, (at, name) => at == null ? null : at[name]) != null);
    }

    [Fact]
    public async Task a_fact_and_its_answer_are_what_the_document_says()
    {
        var document = await Document();
        var fact = Wire.Captured(Wire.NewId(), """{"source":"fair","contact":{"email":"ada@example.org"},"company":{"name":"Acme","employees":3}}""");
        var reply = await _server.Report(fact);
        reply.ShouldBeOutcome("recorded");
        var again = Wire.Fact((string)fact["subject"]!, "won", "2026-03-02T10:00:00Z", """{"amount":"10.50","currency":"EUR"}""");
        (await _server.ReportInHeaders(again)).ShouldBeOutcome("recorded");
        var headers = new JsonObject(Binary.Headers(again).Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value)));

        await ShouldFit(document, "lead.captured.structured", fact.ToJsonString());
        await ShouldFit(document, "facts.batch", $"[{fact.ToJsonString()},{again.ToJsonString()}]");
        await ShouldFit(document, "lead.won.binary", again["data"]!.ToJsonString(), headers);
        await ShouldFit(document, "fact.outcome", reply.Text);
        await ShouldFit(document, "facts.outcomes", (await _server.Say("/v1/events", $"[{fact.ToJsonString()},1]", Wire.Many)).Text);
        (await Misfits(document, "lead.won.structured", fact.ToJsonString())).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task what_a_receiver_and_a_listener_get_is_what_the_document_says()
    {
        var document = await Document();
        await using var receiver = await Receiver.Start();
        await using var stream = await LiveStream.Open(_server, "?teams=described");
        var all = await _server.Subscribe(receiver.Url + "/facts", Subscribed.OfTeam("described"));
        await _server.Subscribe(receiver.Url + "/ids", Subscribed.OfTeam("described", ""","payload":{"level":"ids"}"""));
        await _server.Subscribe(receiver.Url + "/contact", Subscribed.OfTeam("described", ""","payload":{"contact":["email","name"]}"""));
        await _server.Subscribe(receiver.Url + "/slack", Subscribed.OfTeam("described", ""","channel":"slack" """));
        var lead = await _server.Qualified("described", ""","score":42""");
        await _server.Step(lead, "accept", """{"owner":"u1"}""");
        (await _server.Step(lead, "lose", """{"reason":"price"}""")).ShouldBeOutcome("recorded");
        await _server.Do(all, "test");

        foreach (var got in (Got[])[.. await receiver.At("/facts", 4), .. await receiver.At("/ids", 3), .. await receiver.At("/contact", 3)])
        {
            var headers = new JsonObject { ["webhook-id"] = got.Id, ["webhook-timestamp"] = got.Timestamp, ["webhook-signature"] = got.Signature };
            await ShouldFit(document, $"{got.Type}.webhook", got.Text, headers);
            await ShouldFit(document, $"{got.Type}.broker", got.Text);
        }

        foreach (var got in await receiver.At("/slack", 3)) await ShouldFit(document, "slack.sentence", got.Text);
        foreach (var told in await stream.Next(3)) await ShouldFit(document, $"{told.Type}.stream", told.Body.ToJsonString());
        (await Misfits(document, "handoff.accepted.webhook", (await receiver.At("/facts", 1))[0].Text)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_subscription_that_ends_is_told_of_as_the_document_says()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (http, got) => got.Path == "/gone" ? Receiver.Status(410)(http, got) : Task.CompletedTask;
        await _server.Subscribe(receiver.Url + "/watch", """{"filter":{"types":["subscription.disabled"]}}""");
        await _server.Subscribe(receiver.Url + "/gone", Subscribed.OfTeam("gone-away"));
        await _server.Qualified("gone-away");

        await ShouldFit(await Document(), "subscription.disabled.webhook", (await receiver.At("/watch", 1))[0].Text);
    }

    private async Task<JsonObject> Document() => (await _server.Get("/v1/asyncapi.json")).AsObject();

    /// <summary>The types of the messages of a channel in one form, which both the channel and an operation of it name.</summary>
    private static string[] Types(JsonObject document, string channel, string form)
    {
        var keys = document["channels"]![channel]!["messages"]!.AsObject().Select(message => message.Key).Where(key => key.EndsWith($".{form}")).ToArray();
        var operated = document["operations"]!.AsObject().SelectMany(operation => operation.Value!["messages"]!.AsArray()).Select(message => (string)message!["$ref"]!);
        keys.Select(key => $"#/channels/{channel}/messages/{key}").Except(operated).ShouldBeEmpty();
        return [.. keys.Select(key => (string)document["components"]!["messages"]![key]!["name"]!)];
    }

    /// <summary>Classes are named for what they are: <c>WebhookChannel</c>, <c>HubSpotVendor</c>.</summary>
    private static string[] Named(Type kind) =>
        [.. kind.Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(kind)).Select(type => type.Name[..^(kind.Name.Length - 1)].ToLowerInvariant())];

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static async Task ShouldFit(JsonObject document, string message, string payload, JsonObject? headers = null)
    {
        (await Misfits(document, message, payload)).ShouldBeEmpty(message);
        if (headers is not null) (await document.Misfits(document["components"]!["messages"]![message]!["headers"]!, headers.ToJsonString())).ShouldBeEmpty(message);
    }

    private static Task<string[]> Misfits(JsonObject document, string message, string payload)
    {
        var described = document["components"]!["messages"]![message];
        described.ShouldNotBeNull(message);
        return document.Misfits(described["payload"]!, payload);
    }
}
