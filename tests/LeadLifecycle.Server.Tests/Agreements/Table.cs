using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>What the two teams say to each other.</summary>
internal static class Table
{
    public static Task<Reply> Propose(this RunningServer server, string kind, string content, string team = "marketing", string actor = "mia", string? activeFrom = null) =>
        server.Say($"/v1/agreements/{kind}", $$"""{"content":{{content}},"team":"{{team}}","actor":"{{actor}}"{{(activeFrom is null ? "" : $",\"activeFrom\":\"{activeFrom}\"")}}}""", "application/json");

    public static Task<Reply> Sign(this RunningServer server, string kind, int version, string team = "sales", string actor = "sam") =>
        server.Say($"/v1/agreements/{kind}/versions/{version}/sign", $$"""{"team":"{{team}}","actor":"{{actor}}"}""", "application/json");

    public static Task<Reply> Withdraw(this RunningServer server, string kind, int version, string team = "sales", string actor = "sam") =>
        server.Say($"/v1/agreements/{kind}/versions/{version}/withdraw", $$"""{"team":"{{team}}","actor":"{{actor}}"}""", "application/json");

    /// <summary>Proposed and signed; its number.</summary>
    public static async Task<int> Agree(this RunningServer server, string kind, string content, string? activeFrom = null)
    {
        var version = (await server.Propose(kind, content, activeFrom: activeFrom)).ShouldBeCreated();
        var signed = await server.Sign(kind, version);
        signed.Status.ShouldBe(200, signed.Text);
        return version;
    }

    /// <summary>The number of the proposal that was made.</summary>
    public static int ShouldBeCreated(this Reply reply)
    {
        reply.Status.ShouldBe(201, reply.Text);
        return (int)reply.Json["version"]!;
    }

    public static string Reasons(params string[] others) => new JsonObject
    {
        ["categories"] = new JsonObject { ["price"] = new JsonArray(), ["other"] = new JsonArray([.. others.Select(code => (JsonNode)code)]) },
    }.ToJsonString();

    public static string NewCode() => "other." + Wire.NewId();
}
