using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary><c>GET /v1/leads/{id}/history</c>: the whole stream, in the order in which it was recorded.</summary>
internal static class HistoryEndpoint
{
    private const int LargestLimit = 1_000;

    public static void MapHistory(this IEndpointRouteBuilder app) => app.MapGet("/v1/leads/{id}/history", Get).WithName("getHistory").For(Roles.Readers).WithTags("Leads")
        .WithSummary("Everything that was recorded about a lead").WithDescription("knownAt, cursor, limit. Personal data is not in it; GET /v1/leads/{id}/contact has it.")
        .Describe(route => LeadsDescription.History(route, LargestLimit));

    private static async Task<IResult> Get(HttpContext http, string id, LeadStreams streams, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var (knownAt, after, limit) = (query.Instant("knownAt"), query.Whole("cursor") ?? 0, (int)(query.Whole("limit", 1, LargestLimit) ?? LargestLimit));
        query.Done();
        if (!Guid.TryParse(id, out var leadId)) throw new ProblemException(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var upTo = await freshness.Of(Freshness.HighWaterMark, http.RequestAborted);
        var events = await streams.Read((await caller.Workspace(http)).Name, leadId, after, knownAt: knownAt, limit: limit + 1, ct: http.RequestAborted);
        if (events.Count == 0 && after == 0) throw new ProblemException(Codes.LeadUnknown, $"There is no lead {leadId}.");
        var page = events.Take(limit).ToArray();
        return Results.Json(new { leadId, Events = page.Select(EventAnswer.Of), NextCursor = events.Count > limit ? page[^1].Version.ToString() : null, upTo }, Json.Options);
    }
}

/// <summary>One stored event as history and feed tell it.</summary>
internal static class EventAnswer
{
    private static readonly string[] Envelope = ["occurredAt", "actor", "sender", "senderEventId", "move", "vault", "backfill"];

    public static JsonObject Of(StoredEvent e)
    {
        var body = JsonNode.Parse(e.Json)!.AsObject();
        var move = body["move"] as JsonObject;
        var answer = new JsonObject
        {
            ["id"] = e.Id,
            ["version"] = e.Version,
            ["position"] = e.Position,
            ["type"] = EventNames.PublicTypeOf(e.Name),
            ["occurredAt"] = body["occurredAt"]?.DeepClone(),
            ["recordedAt"] = JsonSerializer.SerializeToNode(e.RecordedAt, Json.Options),
            ["actor"] = body["actor"]?.DeepClone(),
            ["sender"] = body["sender"]?.DeepClone(),
            ["senderEventId"] = body["senderEventId"]?.DeepClone(),
            ["correlationId"] = e.CorrelationId,
            ["causationId"] = e.CausationId,
            ["late"] = move?["late"]?.GetValue<bool>() ?? false,
            ["repeat"] = move?["repeat"]?.GetValue<bool>() ?? false,
            ["afterEnd"] = move?["afterEnd"]?.GetValue<bool>() ?? false,
            ["from"] = move?["from"]?.DeepClone(),
            ["to"] = move?["to"]?.DeepClone(),
            ["cycle"] = move?["cycle"]?.DeepClone() ?? 0,
            ["skipped"] = move?["skipped"]?.DeepClone() ?? new JsonArray(),
            ["backfill"] = body["backfill"]?.DeepClone() ?? false,
            ["vault"] = body["vault"]?.DeepClone(),
        };
        foreach (var name in Envelope) body.Remove(name);
        answer["data"] = body;
        return answer;
    }
}
