using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LeadLifecycle.Server.Hosting.Async;

/// <summary>AsyncAPI at <c>/v1/asyncapi.json</c>: the messages beside the requests of OpenAPI.</summary>
internal static class AsyncDescription
{
    /// <summary>The server all that comes in is sent to.</summary>
    public const string Service = "service";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="rooms">Each adds the messages it takes or tells.</param>
    public static void MapAsyncDescription(this WebApplication app, params ReadOnlySpan<Action<AsyncDocument>> rooms)
    {
        var document = new AsyncDocument().Server(Service, "http", "This service; --urls chooses where it listens.", "localhost:5000");
        foreach (var room in rooms) room(document);
        var text = document.Write(Info()).ToJsonString(Json);
        app.MapGet("/v1/asyncapi.json", (HttpContext http) => Answer(http, text)).WithName("getAsyncApi").Open().WithTags("Operations").WithSummary("The messages that come in and go out, as AsyncAPI")
            .WithDescription("CloudEvents and vendors' deliveries in; notifications by webhook, broker and live stream out.")
            .Describe(route => route.Problems(Codes.QueryInvalid).Answers(200, "AsyncAPI 3.0.", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "An AsyncAPI document." }));
    }

    private static IResult Answer(HttpContext http, string text)
    {
        new Query(http.Request).Done();
        return Results.Text(text, "application/json");
    }

    private static JsonObject Info() => new()
    {
        ["title"] = "LeadLifecycle",
        ["version"] = "v1",
        ["description"] = "What comes in and goes out as messages: facts of leads as CloudEvents and in vendors' own formats, and notifications of handoffs by webhook, broker and live stream. Requests and their answers are described by OpenAPI at /openapi/v1.json; so is the email a subscription can ask for, which is for people and has no form to rely on.",
        ["tags"] = new JsonArray([.. new[] { ApiTags.FactsIn, ApiTags.Notifications }.Select(tag => (JsonNode)new JsonObject { ["name"] = tag.Name, ["description"] = tag.Says })]),
    };
}
