using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting.Async;

/// <summary>An AsyncAPI 3.0 document: what comes in and goes out as messages. Each room adds what it takes and tells.</summary>
internal sealed class AsyncDocument
{
    private readonly OpenApiDocument _kept = new();
    private readonly JsonObject _servers = [];
    private readonly JsonObject _channels = [];
    private readonly JsonObject _operations = [];
    private readonly JsonObject _messages = [];

    public AsyncDocument() => Schemas = new SharedSchemas(_kept);

    public SharedSchemas Schemas { get; }

    /// <param name="example">The host and port it has unless somebody says otherwise.</param>
    public AsyncDocument Server(string key, string protocol, string description, string example)
    {
        _servers[key] = new JsonObject
        {
            ["host"] = $"{{{key}}}",
            ["protocol"] = protocol,
            ["description"] = description,
            ["variables"] = new JsonObject { [key] = new JsonObject { ["default"] = example, ["description"] = "Host and port." } },
        };
        return this;
    }

    public AsyncDocument Add(AsyncChannel channel)
    {
        var added = new JsonObject { ["summary"] = channel.Summary };
        if (channel.Address is { } address) added.Insert(0, "address", address);
        if (channel.Server is { } server) added["servers"] = new JsonArray(Reference($"#/servers/{server}"));
        if (channel.Parameters.Count > 0) added["parameters"] = new JsonObject(channel.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Parameter(parameter.Description, parameter.Values))));
        added["messages"] = new JsonObject(channel.Messages.Select(message => KeyValuePair.Create(message.Key, (JsonNode?)Reference($"#/components/messages/{message.Key}"))));
        if (channel.Bindings is { } bindings) added["bindings"] = bindings;
        _channels[channel.Key] = added;
        foreach (var message in channel.Messages) Add(message);
        return this;
    }

    public AsyncDocument Add(AsyncOperation operation)
    {
        var added = new JsonObject
        {
            ["action"] = operation.Action,
            ["channel"] = Reference($"#/channels/{operation.Channel.Key}"),
            ["summary"] = operation.Summary,
            ["description"] = operation.Description,
            ["messages"] = References(operation.Channel, operation.Messages),
        };
        if (operation.Bindings is { } bindings) added["bindings"] = bindings;
        if (operation.Reply is { } reply) added["reply"] = new JsonObject { ["channel"] = Reference($"#/channels/{reply.Key}"), ["messages"] = References(reply, reply.Messages) };
        _operations[operation.Key] = added;
        return this;
    }

    public JsonObject Write(JsonObject info) => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = info,
        ["defaultContentType"] = "application/json",
        ["servers"] = _servers,
        ["channels"] = _channels,
        ["operations"] = _operations,
        ["components"] = new JsonObject
        {
            ["messages"] = _messages,
            ["schemas"] = new JsonObject((_kept.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)Json(schema.Value)))),
        },
    };

    private void Add(AsyncMessage message)
    {
        var added = new JsonObject { ["name"] = message.Type, ["title"] = message.Type, ["summary"] = message.Summary, ["contentType"] = message.MediaType };
        if (message.Headers is { } headers) added["headers"] = Json(headers);
        added["payload"] = Json(message.Payload);
        if (message.Bindings is { } bindings) added["bindings"] = bindings;
        _messages[message.Key] = added;
    }

    private static JsonObject Parameter(string description, IReadOnlyList<string> values)
    {
        var parameter = new JsonObject { ["description"] = description };
        if (values.Count > 0) parameter["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return parameter;
    }

    private static JsonArray References(AsyncChannel channel, IEnumerable<AsyncMessage> messages) => new([.. messages.Select(message => Reference($"#/channels/{channel.Key}/messages/{message.Key}"))]);

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    /// <summary>A schema of OpenAPI 3.1 is JSON Schema, which AsyncAPI takes as it stands.</summary>
    private static JsonNode Json(IOpenApiSchema schema)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!;
    }
}
