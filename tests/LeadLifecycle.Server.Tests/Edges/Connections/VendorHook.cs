using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>A vendor's connection on a running server, and the vendor, who holds its secret and signs as it does.</summary>
internal sealed class VendorHook
{
    private static readonly Func<byte[], byte[], byte[]> Sha1 = HMACSHA1.HashData;
    private readonly RunningServer _server;
    private readonly string _vendor;
    private readonly string _name;
    private readonly byte[] _secret;

    private VendorHook(RunningServer server, string vendor, string name, string secret) => (_server, _vendor, _name, _secret) = (server, vendor, name, Encoding.UTF8.GetBytes(secret));

    public string At => "/v1/connections/" + _name;

    private string Path => $"/hooks/{_vendor}/{_name}";

    public static async Task<VendorHook> On(RunningServer server, string vendor, string mapping = "{}")
    {
        var (name, secret) = ($"{vendor}-{Wire.NewId()}", Wire.NewId());
        var made = await server.Say("/v1/connections", $$"""{"name":"{{name}}","vendor":"{{vendor}}","secret":"{{secret}}","mapping":{{mapping}}}""", "application/json");
        made.Status.ShouldBe(201, made.Text);
        return new VendorHook(server, vendor, name, secret);
    }

    public Task<Reply> Deliver(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return _server.Say(Path, bytes, "application/json", Headers(bytes));
    }

    public Task<Reply> DeliverUnsigned(string body) => _server.Say(Path, body, "application/json");

    /// <summary>The lead of a subject, as its stream says.</summary>
    public async Task<JsonNode> Lead(string subject)
    {
        var found = await _server.Get($"/v1/leads?sender={Uri.EscapeDataString("urn:leadlifecycle:connection:" + _name)}&subject={Uri.EscapeDataString(subject)}");
        return found["leads"]!.AsArray().ShouldHaveSingleItem()!;
    }

    /// <summary>Types and times of what the lead's history holds.</summary>
    public async Task<(string Type, string At)[]> History(string subject)
    {
        var history = await _server.Get($"/v1/leads/{(await Lead(subject))["leadId"]}/history");
        return [.. history["events"]!.AsArray().Select(e => ((string)e!["type"]!, (string)e["occurredAt"]!))];
    }

    public async Task<JsonNode[]> Quarantine() => [.. (await _server.Get(At + "/quarantine"))["items"]!.AsArray().Select(item => item!)];

    private (string, string)[] Headers(byte[] body) => _vendor switch
    {
        "hubspot" => HubSpot(body, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString()),
        "mautic" => [("Webhook-Signature", Convert.ToBase64String(HMACSHA256.HashData(_secret, body)))],
        "salesforce" => [("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body)))],
        _ => [("X-Signature", Convert.ToHexStringLower(Sha1(_secret, body)))],
    };

    private (string, string)[] HubSpot(byte[] body, string timestamp)
    {
        var address = new Uri(_server.Http.BaseAddress!, Path).AbsoluteUri;
        byte[] signed = [.. Encoding.UTF8.GetBytes("POST" + address), .. body, .. Encoding.UTF8.GetBytes(timestamp)];
        return [("X-HubSpot-Signature-v3", Convert.ToBase64String(HMACSHA256.HashData(_secret, signed))), ("X-HubSpot-Request-Timestamp", timestamp)];
    }
}
