using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using LeadLifecycle.Server.Edges.Connections.Deliveries;
using LeadLifecycle.Server.Edges.Connections.Quarantine;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>A part in quarantine as it is shown.</summary>
internal static class QuarantineAnswer
{
    public static JsonObject Of(QuarantinedPart part) => Explained(
        new JsonObject
        {
            ["id"] = part.Id,
            ["pointer"] = part.Part.Pointer,
            ["firstSeen"] = JsonSerializer.SerializeToNode(part.FirstSeen, Json.Options),
            ["lastSeen"] = JsonSerializer.SerializeToNode(part.LastSeen, Json.Options),
            ["timesSeen"] = part.TimesSeen,
        },
        part.Fault);

    public static JsonObject WithBody(QuarantinedPart part)
    {
        var answer = Of(part);
        var bytes = part.Part.Json;
        using var json = DeliveryBody.Parse(bytes, out _);
        if (json is not null) answer["body"] = JsonNode.Parse(bytes, documentOptions: Json.Reading);
        else if (Utf8.IsValid(bytes)) answer["text"] = Encoding.UTF8.GetString(bytes);
        else answer["base64"] = Convert.ToBase64String(bytes);
        return answer;
    }

    public static JsonObject Explained(JsonObject answer, Fault fault)
    {
        answer["code"] = fault.Code;
        answer["detail"] = fault.Detail;
        if (fault.Member is { } member) answer["member"] = member;
        return answer;
    }
}
