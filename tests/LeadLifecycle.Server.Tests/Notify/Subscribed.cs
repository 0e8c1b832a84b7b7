using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>What the tests of notifications ask of the server.</summary>
internal static class Subscribed
{
    /// <summary>Short patience, so that a receiver that hangs is given up on.</summary>
    public static readonly Dictionary<string, string> Settings = new() { ["Notify__Timeout"] = "00:00:02", ["Notify__LeaseGrace"] = "00:00:05", ["Notify__Allow__0"] = "127.0.0.1", ["Notify__Reconcile"] = "00:00:01" };

    public static async Task<JsonNode> Subscribe(this RunningServer server, string url, string more = "{}")
    {
        var body = JsonNode.Parse(more)!.AsObject();
        body["name"] ??= "test";
        body["settings"] = new JsonObject { ["url"] = url };
        var reply = await server.Say("/v1/subscriptions", body.ToJsonString(), "application/json");
        reply.Status.ShouldBe(201, reply.Text);
        reply.Headers.Location!.ToString().ShouldEndWith((string)reply.Json["id"]!);
        return reply.Json;
    }

    /// <summary>A captured lead of a team of its own, so that filters keep tests apart.</summary>
    public static async Task<string> Qualified(this RunningServer server, string team, string more = "")
    {
        var lead = await server.Capture("notify/" + Wire.NewId(), """{"source":"fair","contact":{"email":"canary@person.example","name":"Canary"}}""");
        (await server.Step(lead, "qualify", $$"""{"team":"{{team}}"{{more}}}""")).ShouldBeOutcome("recorded");
        return lead;
    }

    public static async Task<JsonNode> Do(this RunningServer server, JsonNode subscription, string what, string body = "{}")
    {
        var reply = await server.Say($"/v1/subscriptions/{subscription["id"]}/{what}", body, "application/json");
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    public static Task<JsonNode> State(this RunningServer server, JsonNode subscription) => server.Get($"/v1/subscriptions/{subscription["id"]}");

    public static async Task<JsonArray> Deliveries(this RunningServer server, JsonNode subscription, string query = "") =>
        (await server.Get($"/v1/subscriptions/{subscription["id"]}/deliveries{query}"))["deliveries"]!.AsArray();

    /// <summary>The deliveries, once they are as asked.</summary>
    public static async Task<JsonArray> DeliveriesOnce(this RunningServer server, JsonNode subscription, Func<JsonArray, bool> condition)
    {
        JsonArray found = [];
        await Until.Holds(async () => condition(found = await server.Deliveries(subscription)), () => found.ToJsonString(), TimeSpan.FromSeconds(30));
        return found;
    }

    public static string OfTeam(string team, string more = "") => $$"""{"filter":{"teams":["{{team}}"]}{{more}}}""";

    public static string Signed(Got got, string secret) =>
        "v1," + Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{got.Id}.{got.Timestamp}.{got.Text}")));
}
