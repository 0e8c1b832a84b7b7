using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>Requests under a key.</summary>
internal static class Credentials
{
    public static readonly string[] Roles = ["ingest", "marketing", "sales", "ops", "auditor", "admin"];

    /// <summary>Sends with a key; null sends none.</summary>
    public static async Task<Reply> As(this RunningServer server, string? key, string method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (request.Content is not null) request.Content.Headers.ContentType!.CharSet = null;
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // The live stream never ends.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType, response.Headers, text);
    }

    /// <summary>A new key of the workspace <paramref name="by"/> belongs to; without one, of main, as development allows.</summary>
    public static async Task<(string Id, string Key)> NewKey(this RunningServer server, string? by, params string[] roles)
    {
        var made = await server.As(by, "POST", "/v1/keys", new JsonObject { ["name"] = "test", ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) });
        made.Status.ShouldBe(201, made.Text);
        return ((string)made.Json["of"]!["id"]!, (string)made.Json["key"]!);
    }

    /// <summary>A new workspace; the key of its admin.</summary>
    public static async Task<string> NewWorkspace(this RunningServer server, string name)
    {
        var made = await server.As(null, "POST", "/v1/workspaces", new JsonObject { ["name"] = name });
        made.Status.ShouldBe(201, made.Text);
        return (string)made.Json["key"]!;
    }
}
