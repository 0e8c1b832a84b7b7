using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Notify.Broker;

public sealed class BrokerTests(PrivateDatabases databases)
{
    [Fact]
    public async Task each_type_arrives_once_under_its_routing_key_with_the_body_of_a_webhook()
    {
        await using var broker = PrivateBroker.Installed();
        await broker.Start();
        await Queue.Bind(broker, "all", "handoff.*");
        await Queue.Bind(broker, "prefixed", "acme.sales.#");
        await using var receiver = await Receiver.Start();
        await using var server = await Server(broker);
        var subscription = await Subscribe(server, "all");
        await Subscribe(server, "all", """{"topicPrefix":"acme.sales"}""", "ids");
        await server.Subscribe(receiver.Url + "/same", Subscribed.OfTeam("all"));

        var lead = await server.Qualified("all");
        await server.Step(lead, "accept", """{"owner":"u1"}""");
        var deliveries = await AllDelivered(server, subscription, 2);
        var same = await receiver.At("/same", 2);

        var got = await Queue.Take(broker, "all");
        got.Select(one => one.Key).ShouldBe(["handoff.offered", "handoff.accepted"]);
        got.Select(one => one.Text).ShouldBe(same.Select(one => one.Text));
        got.Select(one => one.Id).ShouldBe(deliveries.OrderBy(one => (long)one!["version"]!).Select(one => (string?)one!["id"]));
        got.ShouldAllBe(one => one.IsPersistent && one.ContentType == "application/json" && one.Id!.StartsWith("msg_"));
        IReadOnlyList<Queued> prefixed = [];
        await Until.Holds(async () => (prefixed = [.. prefixed, .. await Queue.Take(broker, "prefixed")]).Count >= 2, () => "no prefixed messages", TimeSpan.FromSeconds(30));
        prefixed.Select(one => one.Key).ShouldBe(["acme.sales.handoff.offered", "acme.sales.handoff.accepted"]);
        JsonNode.Parse(prefixed[0].Text)!["data"]!["team"].ShouldBeNull();
    }

    [Fact]
    public async Task a_broker_that_is_away_at_the_start_and_killed_in_between_loses_nothing_and_keeps_the_order_of_a_lead()
    {
        await using var broker = PrivateBroker.Installed();
        await using var server = await Server(broker);
        var subscription = await Subscribe(server, "away");
        var leads = new[] { await server.Qualified("away"), await server.Qualified("away") };
        var failed = await server.DeliveriesOnce(subscription, all => all.Count == 2 && all.All(one => one!["attempts"]!.AsArray().Count == 1));
        failed.ShouldAllBe(one => (string)one!["attempts"]![0]!["error"]! == "unreachable");

        await broker.Start();
        await Queue.Bind(broker, "kept", "#");
        await SendNow(server, subscription);
        await AllDelivered(server, subscription, 2);
        await broker.Kill();
        foreach (var lead in leads) await server.Step(lead, "accept", """{"owner":"u1"}""");
        await server.DeliveriesOnce(subscription, all => all.Count == 4 && all.All(one => one!["attempts"]!.AsArray().Count >= 1));
        foreach (var lead in leads) await server.Step(lead, "sales-qualify", """{"amount":"10","currency":"EUR","expectedClose":"2027-01-01"}""");
        await broker.Start();
        await SendNow(server, subscription);
        var deliveries = await AllDelivered(server, subscription, 6);

        var got = await Queue.Take(broker, "kept");
        got.Select(one => one.Id).Distinct().ShouldBe(deliveries.Select(one => (string?)one!["id"]), ignoreOrder: true);
        foreach (var lead in leads)
        {
            got.DistinctBy(one => one.Id).Select(one => JsonNode.Parse(one.Text)!["data"]!).Where(data => (string?)data["leadId"] == lead)
                .Select(data => (long)data["version"]!).ShouldBe([2, 3, 4]);
        }

        server.Log.ShouldNotContain("guest:guest");
    }

    [Fact]
    public async Task what_the_broker_does_not_confirm_is_not_delivered()
    {
        await using var broker = PrivateBroker.Installed();
        await broker.Start();
        await Queue.Bind(broker, "full", "#", new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" });
        await using var server = await Server(broker);
        var subscription = await Subscribe(server, "full");

        await server.Qualified("full");
        await AllDelivered(server, subscription, 1);
        await server.Qualified("full");
        var refused = await server.DeliveriesOnce(subscription, all => all.Any(one => one!["attempts"]!.AsArray() is [{ } attempt, ..] && (string?)attempt["error"] == "refused"));
        refused.Count(one => (string)one!["state"]! == "delivered").ShouldBe(1);
        (await Queue.Take(broker, "full")).Count.ShouldBe(1);

        await SendNow(server, subscription);
        await AllDelivered(server, subscription, 2);
        (await Queue.Take(broker, "full")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task without_a_broker_the_channel_is_refused()
    {
        await using var server = await RunningServer.Start(await databases.Create());
        var reply = await server.Say("/v1/subscriptions", """{"name":"none","channel":"broker"}""", "application/json");
        reply.Status.ShouldBe(422, reply.Text);
        ((string)reply.Json["code"]!).ShouldBe(Codes.ChannelUnconfigured);
    }

    [Theory]
    [InlineData("acme..sales")]
    [InlineData("acme.#")]
    [InlineData("")]
    public async Task a_topic_prefix_that_is_none_is_malformed(string prefix)
    {
        await using var server = await RunningServer.Start(await databases.Create(), new Dictionary<string, string> { ["Notify__RabbitMq"] = "amqp://nobody:nothing@127.0.0.1:1/" });
        var reply = await server.Say("/v1/subscriptions", new JsonObject { ["name"] = "wrong", ["channel"] = "broker", ["settings"] = new JsonObject { ["topicPrefix"] = prefix } }.ToJsonString(), "application/json");
        (reply.Status, reply.Text.Contains("/settings/topicPrefix")).ShouldBe((400, true), reply.Text);
    }

    private async Task<RunningServer> Server(PrivateBroker broker) =>
        await RunningServer.Start(await databases.Create(), new Dictionary<string, string>(Subscribed.Settings) { ["Notify__RabbitMq"] = broker.Uri.AbsoluteUri, ["Notify__Timeout"] = "00:00:10" });

    private static async Task<JsonNode> Subscribe(RunningServer server, string team, string? settings = null, string level = "facts")
    {
        var body = JsonNode.Parse($$$"""{"name":"broker","channel":"broker","filter":{"teams":["{{{team}}}"]},"payload":{"level":"{{{level}}}"}}""")!;
        if (settings is not null) body["settings"] = JsonNode.Parse(settings);
        var reply = await server.Say("/v1/subscriptions", body.ToJsonString(), "application/json");
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Json;
    }

    /// <summary>The next try after two failures is five minutes away.</summary>
    private static async Task SendNow(RunningServer server, JsonNode subscription) =>
        await server.Do(subscription, "redeliver", """{"from":"2020-01-01T00:00:00Z","to":"2099-01-01T00:00:00Z","state":"pending"}""");

    private static async Task<JsonArray> AllDelivered(RunningServer server, JsonNode subscription, int count)
    {
        JsonArray found = [];
        await Until.Holds(
            async () =>
            {
                found = await server.Deliveries(subscription);
                return found.Count == count && found.All(one => (string)one!["state"]! == "delivered");
            },
            () => found.ToJsonString(), TimeSpan.FromSeconds(60));
        return found;
    }
}
