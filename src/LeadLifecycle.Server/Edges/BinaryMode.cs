using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges;

/// <summary>
/// The binary content mode of the CloudEvents 1.0 HTTP binding: attributes in <c>ce-</c> headers, the data as the body under its own
/// media type. It is read as the structured event it stands for, so that both are the same event.
/// </summary>
internal static class BinaryMode
{
    private const string Prefix = "ce-";

    /// <summary>Attributes that have a place of their own in this mode; a header that claims one would be a second one.</summary>
    private static readonly string[] NoHeaders = ["datacontenttype", "data"];

    /// <summary>The version alone tells the mode; a media type of CloudEvents is another mode, whatever the headers say.</summary>
    public static bool Is(HttpRequest request) =>
        request.Headers.ContainsKey(Prefix + "specversion") && request.ContentType?.TrimStart().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) is not true;

    /// <exception cref="MalformedException">The headers or the body are not what CloudEvents or the type ask for; its pointer is that of the structured form.</exception>
    public static async Task<Submission> Read(HttpRequest request, Request asked, bool backfill)
    {
        var envelope = new Members(JsonSerializer.SerializeToElement(Attributes(request)), "");
        var body = await Bodies.Read(request, Bodies.LargestEvent, request.HttpContext.RequestAborted);
        if (request.ContentType is not null || !body.IsEmpty) DemandJson(request);
        if (body.IsEmpty) return CloudEventReader.Read(envelope, default, asked, backfill);
        using var data = Bodies.Parse(body, "/data");
        return CloudEventReader.Read(envelope, data.RootElement.ValueKind == JsonValueKind.Null ? default : data.RootElement, asked, backfill);
    }

    private static void DemandJson(HttpRequest request)
    {
        if (MediaTypes.Of(request) is not { } mediaType || !CloudEventReader.IsJson(mediaType))
        {
            throw new MalformedException(Codes.MediaTypeUnsupported, "/datacontenttype", "In binary mode the body is the data: its Content-Type must be a JSON media type such as application/json, in UTF-8.");
        }
    }

    /// <summary>Names of headers have no case, those of attributes are lower case.</summary>
    private static JsonObject Attributes(HttpRequest request)
    {
        var attributes = new JsonObject();
        foreach (var (header, values) in request.Headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var name = header[Prefix.Length..].ToLowerInvariant();
            if (NoHeaders.Contains(name)) throw Malformed(name, $"cannot stand in the header {Prefix}{name}; the body and its Content-Type say it");
            if (values.Count != 1) throw Malformed(name, "stands more than once");
            attributes[name] = HeaderText.Decode(values[0] ?? "", what => Malformed(name, what));
        }

        if (request.ContentType is { } contentType) attributes["datacontenttype"] = contentType;
        return attributes;
    }

    private static MalformedException Malformed(string name, string what) => new($"/{name}", $"'{name}' {what}.");
}
