using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges;

/// <summary><c>POST /v1/leads</c> and <c>POST /v1/leads/{id}/{step}</c>: the commands of people and rules.</summary>
internal static class LeadsEndpoints
{
    /// <summary>Who captures when the request does not say.</summary>
    private const string DefaultSender = "urn:leadlifecycle:api";

    private static readonly Dictionary<string, string> TypeByStep = new(StringComparer.Ordinal)
    {
        ["touch"] = "lead.touched",
        ["engage"] = "lead.engaged",
        ["qualify"] = "lead.marketing-qualified",
        ["accept"] = "lead.sales-accepted",
        ["recycle"] = "lead.recycled",
        ["sales-qualify"] = "lead.sales-qualified",
        ["win"] = "lead.won",
        ["lose"] = "lead.lost",
        ["contact"] = "lead.contacted",
        ["assign"] = "lead.owner-assigned",
        ["pause"] = "lead.paused",
        ["resume"] = "lead.resumed",
        ["feedback"] = "lead.feedback",
        ["void"] = "lead.fact-voided",
    };

    public static void MapLeadCommands(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/leads", Capture).WithName("captureLead").For(Roles.Ingest | Roles.Teams).WithSummary("Capture a lead").WithTags("Commands")
            .WithDescription("The data of lead.captured with sender, subject and occurredAt; a subject or a contact is required. 201 when it made the lead.")
            .Describe(EdgesDescription.Capture);
        app.MapPost("/v1/leads/{id}/{step}", Step).WithName("takeStep").For(Roles.Teams).WithSummary("Take a step with a lead").WithTags("Commands")
            .WithDescription($"Steps: {string.Join(", ", TypeByStep.Keys)}. The body is the data of the step's event with occurredAt. 409 with code and allowed when the rules refuse.")
            .Describe(route => EdgesDescription.Step(route, TypeByStep));
    }

    private static Task<IResult> Capture(HttpContext http, Intake.Intake intake, Caller caller, TimeProvider clock) => Take(http, intake, caller, clock, async (request, body) =>
    {
        var sender = body.Text("sender") is { Length: > 0 } given ? given : DefaultSender;
        var subject = body.Text("subject");
        var occurredAt = OccurredAt(body, request);
        var fact = FactReader.Read("lead.captured", body);
        var key = LeadKeys.Of(sender, subject, fact.Contact) ?? throw body.Malformed("subject", "or a contact's email or phone is required");
        var leadId = request.Workspace.LeadIdOf(key.Sender, key.Subject);
        return (await intake.Submit(Command(http, request, leadId, fact with { Event = fact.Event with { Sender = sender } }, occurredAt, key))).ToHttpCreated();
    });

    private static Task<IResult> Step(HttpContext http, string id, string step, Intake.Intake intake, Caller caller, TimeProvider clock) => Take(http, intake, caller, clock, async (request, body) =>
    {
        if (!TypeByStep.TryGetValue(step, out var type)) return Problems.Of(Codes.RouteUnknown, $"There is no step '{step}'; there are {string.Join(", ", TypeByStep.Keys)}.");
        if (!Guid.TryParse(id, out var leadId)) return Problems.Of(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var occurredAt = OccurredAt(body, request);
        var fact = FactReader.Read(type, body);
        return (await intake.Submit(Command(http, request, leadId, fact, occurredAt, null))).ToHttp();
    });

    private static Submission Command(HttpContext http, Request request, Guid leadId, ReadFact fact, DateTimeOffset? occurredAt, LeadKey? key)
    {
        // Hashed before the clock is read, so that a repetition under the same key is the same request.
        var submission = request.Submit(leadId, EventId(http, request), fact.Event with { OccurredAt = occurredAt ?? default }, fact.Personal, key, isCommand: true);
        return submission with { Event = submission.Event with { OccurredAt = occurredAt ?? request.Now } };
    }

    /// <summary>With an <c>Idempotency-Key</c> the same request has the same id; without one every request is new.</summary>
    private static Guid EventId(HttpContext http, Request request)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        return key.Length == 0 ? Guid.CreateVersion7() : request.Workspace.EventIdOf("urn:leadlifecycle:idempotency:" + http.Request.Path.Value, key);
    }

    private static DateTimeOffset? OccurredAt(Members body, Request request) =>
        body.Instant("occurredAt") is { } given ? request.Allowed(given, "/occurredAt") : null;

    private static async Task<IResult> Take(HttpContext http, Intake.Intake intake, Caller caller, TimeProvider clock, Func<Request, Members, Task<IResult>> take)
    {
        new Query(http.Request).Done();
        intake.RefuseIfFull(1);
        using var body = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        return await take(Request.From(http, await caller.Workspace(http), clock), new Members(body.RootElement, ""));
    }
}
