using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>A generic connection and the one who holds its secret.</summary>
internal sealed class Hooked
{
    /// <summary>Items of kind form are captures, of kind lost losses; the reason is as it stands.</summary>
    public const string Mapping = """
        {
          "signature": { "scheme": "hmac", "header": "X-Signature", "algorithm": "sha256", "encoding": "hex", "prefix": "sha256=" },
          "id": "/id", "subject": "/who", "time": { "pointer": "/at", "format": "rfc3339" },
          "rules": [
            { "when": [{ "pointer": "/kind", "equals": "form" }], "type": "lead.captured", "data": { "source": "/source", "contact.email": "/email" } },
            { "when": [{ "pointer": "/kind", "equals": "lost" }], "type": "lead.lost", "data": { "reason": "/why" } }
          ]
        }
        """;

    private readonly RunningServer _server;

    private Hooked(RunningServer server, string name, string secret) => (_server, Name, Secret) = (server, name, secret);

    public string Name { get; }

    public string Secret { get; }

    public string At => "/v1/connections/" + Name;

    public string Hook => "/hooks/generic/" + Name;

    public string Source => "urn:leadlifecycle:connection:" + Name;

    public static async Task<Hooked> On(RunningServer server, string mapping = Mapping)
    {
        var name = "test-" + Wire.NewId();
        var made = await server.Say("/v1/connections", $$"""{"name":"{{name}}","vendor":"generic","mapping":{{mapping}}}""", "application/json");
        made.Status.ShouldBe(201, made.Text);
        return new Hooked(server, name, (string)made.Json["secret"]!);
    }

    public static string Form(string id, string who, string more = "") => $$"""{"id":{{id}},"kind":"form","who":"{{who}}","at":"2026-03-01T10:00:00Z","source":"organic"{{more}}}""";

    public static string Lost(string id, string who, string why) => $$"""{"id":{{id}},"kind":"lost","who":"{{who}}","at":"2026-03-02T10:00:00Z","why":"{{why}}"}""";

    public string Sign(byte[] body, string? secret = null) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? Secret), body));

    public Task<Reply> Deliver(string body) => Deliver(Encoding.UTF8.GetBytes(body));

    public Task<Reply> Deliver(byte[] body) => _server.Say(Hook, body, "application/json", ("X-Signature", Sign(body)));

    public async Task<JsonNode[]> Quarantine() => [.. (await _server.Get(At + "/quarantine"))["items"]!.AsArray().Select(item => item!)];

    public Task<Reply> Replay(string body = "{}") => _server.Say(At + "/quarantine/replay", body, "application/json");

    public Task<Reply> Patch(string body) => _server.Send(new HttpRequestMessage(HttpMethod.Patch, At) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    /// <summary>The lead of a subject, as its stream says; null when nothing was recorded of it.</summary>
    public async Task<JsonNode?> Lead(string subject) =>
        (await _server.Get($"/v1/leads?sender={Uri.EscapeDataString(Source)}&subject={Uri.EscapeDataString(subject)}"))["leads"]!.AsArray() is [var lead, ..] ? lead : null;
}

internal static class Counts
{
    public static Reply ShouldCount(this Reply reply, int recorded = 0, int duplicate = 0, int ignored = 0, int refused = 0, int quarantined = 0)
    {
        reply.Status.ShouldBe(200, reply.Text);
        var counts = reply.Json;
        ((int)counts["recorded"]!, (int)counts["duplicate"]!, (int)counts["nothing"]!, (int)counts["ignored"]!, (int)counts["refused"]!, (int)counts["quarantined"]!)
            .ShouldBe((recorded, duplicate, 0, ignored, refused, quarantined), reply.Text);
        return reply;
    }
}
