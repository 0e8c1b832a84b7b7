using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Async;
using LeadLifecycle.Server.Store;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Edges;

/// <summary>The facts a sender may report, as AsyncAPI says them: each type in the three modes of CloudEvents over HTTP.</summary>
internal static class FactMessages
{
    public static void AddTo(AsyncDocument document)
    {
        var schemas = document.Schemas;
        AsyncMessage[] structured = [.. FactReader.Types.Select(type => new AsyncMessage($"{type}.structured", type, StoredAs(type), EventsEndpoint.One, schemas.Sent(Event(type, schemas))))];
        AsyncMessage[] binary = [.. FactReader.Types.Select(type => new AsyncMessage($"{type}.binary", type, StoredAs(type), "application/json", schemas.Sent(EdgesDescription.Data(type, schemas))) { Headers = Headers(type) })];
        var batch = new AsyncMessage("facts.batch", "facts", "Up to 1,000 facts, judged alone.", EventsEndpoint.Many, Batch(structured));
        var channel = new AsyncChannel("facts", EventsEndpoint.Route, "Facts of leads, as CloudEvents 1.0.", [.. structured, .. binary, batch]) { Server = AsyncDescription.Service };
        var one = Outcomes("outcome", new AsyncMessage("fact.outcome", "outcome", "What became of the fact.", "application/json", EdgesDescription.Outcome(schemas)));
        var many = Outcomes("outcomes", new AsyncMessage("facts.outcomes", "outcomes", "One result per item, in order.", "application/json", EdgesDescription.Outcomes(schemas)));
        document.Add(channel).Add(one).Add(many)
            .Add(Receive("reportFact", channel, "Take a fact in structured mode", "The whole event stands in the body.", structured, one))
            .Add(Receive("reportFactInHeaders", channel, "Take a fact in binary mode", "The attributes stand percent-encoded in ce- headers, the data is the body; its media type may be any JSON.", binary, one))
            .Add(Receive("reportFacts", channel, "Take a batch of facts", "Those of one lead are decided in order.", [batch], many));
    }

    private static AsyncOperation Receive(string key, AsyncChannel channel, string summary, string form, IReadOnlyList<AsyncMessage> messages, AsyncChannel reply) =>
        new(key, AsyncOperation.Receive, channel, summary, $"{form} 2xx comes only after COMMIT; whatever else comes is an RFC 9457 problem. The same source and id again is the same fact; ?backfill=true marks history.", messages)
        {
            Reply = reply,
            Bindings = HttpBinding.Post,
        };

    private static AsyncChannel Outcomes(string key, AsyncMessage message) => new(key, null, "The answer to the request.", [message]);

    private static string StoredAs(string type) => $"What is kept of it: schema/events/{StoredName(type)}.schema.json.";

    private static string StoredName(string type) => EventNames.OfLeads.Single(name => EventNames.PublicTypeOf(name) == type);

    private static IOpenApiSchema Event(string type, SharedSchemas schemas) =>
        schemas.Named($"{type}.event", () => EdgesDescription.CloudEvent([type], EdgesDescription.Data(type, schemas)));

    private static OpenApiSchema Batch(IEnumerable<AsyncMessage> facts) =>
        new() { Type = JsonSchemaType.Array, MaxItems = Bodies.MostEvents, Items = new OpenApiSchema { OneOf = [.. facts.Select(fact => fact.Payload)] } };

    /// <summary>As a structured event has them, with the prefix of headers.</summary>
    private static OpenApiSchema Headers(string type) => Object(
        ("ce-specversion", Choice(["1.0"])), ("ce-id", Text()), ("ce-source", Text()), ("ce-type", Choice([type])), ("ce-time", Instant()), ("ce-subject?", Text()), ("ce-dataschema?", Text()));
}
