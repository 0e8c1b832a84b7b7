using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests;

/// <summary>What the tests say to the server.</summary>
internal static class Wire
{
    public const string One = "application/cloudevents+json";
    public const string Many = "application/cloudevents-batch+json";
    public const string Sender = "urn:test";

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>A well-formed fact under an id of its own; <paramref name="data"/> is JSON text.</summary>
    public static JsonObject Fact(string subject, string type, string time, string data = "{}", string? id = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id ?? NewId(),
        ["source"] = Sender,
        ["subject"] = subject,
        ["type"] = "lead." + type,
        ["time"] = time,
        ["data"] = JsonNode.Parse(data),
    };

    public static JsonObject Captured(string subject, string data = "{}") => Fact(subject, "captured", "2026-03-01T10:00:00Z", data);

    public static Task<Reply> Report(this RunningServer server, JsonObject fact, string query = "") => server.Say("/v1/events" + query, fact.ToJsonString(), One);

    /// <summary>Posts a batch that must be taken as a whole; the outcomes, in order.</summary>
    public static Task<JsonNode[]> ReportAll(this RunningServer server, params JsonObject[] facts) => server.ReportAll("", facts);

    private static async Task<JsonNode[]> ReportAll(this RunningServer server, string query, JsonObject[] facts)
    {
        var reply = await server.Say("/v1/events" + query, $"[{string.Join(",", facts.Select(fact => fact.ToJsonString()))}]", Many);
        reply.Status.ShouldBe(200, reply.Text);
        return [.. reply.Json["results"]!.AsArray().Select(result => result!)];
    }

    /// <summary>Facts that must all be recorded; the position of the last.</summary>
    public static Task<long> Tell(this RunningServer server, params JsonObject[] facts) => server.Tell("", facts);

    /// <summary>The same as history: no clock of theirs says anything afterwards, so the position is the last there will be.</summary>
    public static Task<long> Remember(this RunningServer server, params JsonObject[] facts) => server.Tell("?backfill=true", facts);

    private static async Task<long> Tell(this RunningServer server, string query, JsonObject[] facts)
    {
        var results = await server.ReportAll(query, facts);
        results.ShouldAllBe(result => (string?)result["outcome"] == "recorded");
        return results.Max(result => (long)result["position"]!);
    }

    public static async Task<string> Capture(this RunningServer server, string subject, string data = "{}")
    {
        var reply = await server.Report(Captured(subject, data));
        reply.Status.ShouldBe(200, reply.Text);
        return (string)reply.Json["leadId"]!;
    }

    public static Task<Reply> Step(this RunningServer server, string leadId, string step, string body = "{}", params (string Name, string Value)[] headers) =>
        server.Say($"/v1/leads/{leadId}/{step}", body, "application/json", headers);

    /// <summary>Posts text as it stands, under a media type as it stands; null sends none.</summary>
    public static Task<Reply> Say(this RunningServer server, string path, string body, string? mediaType, params (string Name, string Value)[] headers) =>
        server.Say(path, Encoding.UTF8.GetBytes(body), mediaType, headers);

    public static async Task<Reply> Say(this RunningServer server, string path, byte[] body, string? mediaType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (mediaType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await server.Send(request);
    }

    public static async Task<Reply> Ask(this RunningServer server, string path, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await server.Send(request);
    }

    public static async Task<Reply> Send(this RunningServer server, HttpRequestMessage request)
    {
        using var response = await server.Http.SendAsync(request);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType, response.Headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A fact every server must take: the bad neighbour harmed nothing.</summary>
    public static async Task ShouldStillWork(this RunningServer server)
    {
        var good = await server.Report(Captured("good/" + NewId()));
        good.Status.ShouldBe(200, good.Text);
        ((string?)good.Json["outcome"]).ShouldBe("recorded");
    }
}

/// <summary>What the server answered.</summary>
internal sealed record Reply(int Status, MediaTypeHeaderValue? MediaType, HttpResponseHeaders Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>An RFC 9457 problem with this status and stable code.</summary>
    public Reply ShouldBeProblem(int status, string code, string? pointer = null)
    {
        Status.ShouldBe(status, Text);
        MediaType?.MediaType.ShouldBe("application/problem+json");
        ((string?)Json["code"]).ShouldBe(code, Text);
        ((int?)Json["status"]).ShouldBe(status);
        ((string?)Json["detail"]).ShouldNotBeNullOrEmpty();
        if (pointer is not null) ((string?)Json["pointer"]).ShouldBe(pointer, Text);
        return this;
    }

    public Reply ShouldBeOutcome(string outcome)
    {
        Status.ShouldBeOneOf(200, 201);
        ((string?)Json["outcome"]).ShouldBe(outcome, Text);
        return this;
    }
}
