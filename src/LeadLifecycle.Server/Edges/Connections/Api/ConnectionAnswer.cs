using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>A connection as it is shown: never its secret, unless it was made here in this very request.</summary>
internal static class ConnectionAnswer
{
    /// <param name="waiting">How many parts of deliveries are in its quarantine.</param>
    /// <param name="made">The secret to show this once.</param>
    public static JsonObject Of(Connection connection, long waiting, string? made = null)
    {
        var answer = new JsonObject
        {
            ["name"] = connection.Name,
            ["vendor"] = connection.Vendor,
            ["hook"] = connection.Hook,
            ["source"] = connection.Source,
            ["mapping"] = JsonNode.Parse(connection.Mapping),
            ["active"] = connection.Active,
            ["quarantined"] = waiting,
            ["createdAt"] = JsonSerializer.SerializeToNode(connection.CreatedAt, Json.Options),
            ["changedAt"] = JsonSerializer.SerializeToNode(connection.ChangedAt, Json.Options),
        };
        if (made is not null) answer["secret"] = made;
        return answer;
    }
}
