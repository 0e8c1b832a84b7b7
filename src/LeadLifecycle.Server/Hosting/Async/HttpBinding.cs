using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Hosting.Async;

/// <summary>How an operation goes over HTTP.</summary>
internal static class HttpBinding
{
    public static JsonObject Post => Of("POST");

    public static JsonObject Get => Of("GET");

    private static JsonObject Of(string method) => new() { ["http"] = new JsonObject { ["method"] = method, ["bindingVersion"] = "0.3.0" } };
}
