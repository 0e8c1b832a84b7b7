using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting.Async;

/// <summary>One kind of message in one form.</summary>
/// <param name="Key">Its name in the document.</param>
/// <param name="Type">What it tells, such as <c>lead.captured</c>; the same in every form.</param>
internal sealed record AsyncMessage(string Key, string Type, string Summary, string MediaType, IOpenApiSchema Payload)
{
    public OpenApiSchema? Headers { get; init; }

    public JsonObject? Bindings { get; init; }
}

/// <summary>A place messages come to, or are sent to.</summary>
/// <param name="Key">Its name in the document.</param>
/// <param name="Address">Null when the other side names it; variables stand in braces.</param>
internal sealed record AsyncChannel(string Key, string? Address, string Summary, IReadOnlyList<AsyncMessage> Messages)
{
    /// <summary>The server it is found on; null when it is found wherever the other side is.</summary>
    public string? Server { get; init; }

    /// <summary>What stands in the address, and the values it can have; none are any.</summary>
    public IReadOnlyList<(string Name, string Description, IReadOnlyList<string> Values)> Parameters { get; init; } = [];

    public JsonObject? Bindings { get; init; }
}

/// <summary>What the service does at a channel.</summary>
/// <param name="Key">Its name in the document.</param>
/// <param name="Action"><c>send</c> or <c>receive</c>, from the service's own side.</param>
/// <param name="Messages">Those of the channel's that are meant.</param>
internal sealed record AsyncOperation(string Key, string Action, AsyncChannel Channel, string Summary, string Description, IReadOnlyList<AsyncMessage> Messages)
{
    public const string Send = "send";
    public const string Receive = "receive";

    /// <summary>The channel of its answers; each is one of its messages.</summary>
    public AsyncChannel? Reply { get; init; }

    public JsonObject? Bindings { get; init; }
}
