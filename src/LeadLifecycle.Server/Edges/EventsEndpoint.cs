using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges;

/// <summary><c>POST /v1/events</c>: facts as CloudEvents 1.0, one (structured or binary) or up to 1,000 (batched).</summary>
internal static class EventsEndpoint
{
    public const string Route = "/v1/events";
    public const string One = "application/cloudevents+json";
    public const string Many = "application/cloudevents-batch+json";

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost(Route, Post).WithName("reportFacts").For(Roles.Ingest | Roles.Teams)
        .WithSummary("Report facts as CloudEvents 1.0")
        .WithDescription($"""
            Structured ({One}), batched ({Many}) or binary (the data as JSON under its own media type, the attributes percent-encoded in ce-* headers).
            backfill=true marks history: quiet, no clocks. Items of a batch are judged alone. The same event is the same in every mode: a pointer such as
            /id means the header ce-id in binary mode, /datacontenttype the Content-Type, and /data the body.
            """)
        .WithTags("Facts in")
        .Describe(route => EdgesDescription.Events(route, One, Many));

    private static async Task<IResult> Post(HttpContext http, Intake.Intake intake, Caller caller, TimeProvider clock)
    {
        var query = new Query(http.Request);
        var backfill = query.Flag("backfill") ?? false;
        query.Done();
        var mode = MediaTypes.Of(http.Request);
        intake.RefuseIfFull(mode is Many ? Bodies.MostEvents : 1);
        var request = Request.From(http, await caller.Workspace(http), clock);
        return mode switch
        {
            One => await Single(http, intake, request, backfill),
            Many => await Batch(http, intake, request, backfill),
            _ when BinaryMode.Is(http.Request) => (await intake.Submit(await BinaryMode.Read(http.Request, request, backfill))).ToHttp(),
            _ => Problems.Of(Codes.MediaTypeUnsupported, $"Send {One} (structured), {Many} (batched), or JSON data with ce-specversion and the other ce- headers (binary), in UTF-8."),
        };
    }

    private static async Task<IResult> Single(HttpContext http, Intake.Intake intake, Request request, bool backfill)
    {
        using var body = await Bodies.ReadJson(http.Request, Bodies.LargestEvent, http.RequestAborted);
        var submission = CloudEventReader.Read(body.RootElement, request, backfill);
        return (await intake.Submit(submission)).ToHttp();
    }

    private static async Task<IResult> Batch(HttpContext http, Intake.Intake intake, Request request, bool backfill)
    {
        using var body = await Bodies.ReadJson(http.Request, Bodies.LargestBatch, http.RequestAborted);
        if (body.RootElement.ValueKind != JsonValueKind.Array) throw new MalformedException("", "A batch is an array of CloudEvents.");
        var count = body.RootElement.GetArrayLength();
        if (count > Bodies.MostEvents) throw new MalformedException(Codes.EventTooLarge, "", $"A batch holds at most {Bodies.MostEvents} events; this one has {count}.");

        var results = new (Outcome? Outcome, MalformedException? Fault)[count];
        var submissions = new List<Submission>(count);
        var places = new List<int>(count);
        var at = 0;
        foreach (var item in body.RootElement.EnumerateArray())
        {
            try
            {
                submissions.Add(ReadItem(item, request, backfill));
                places.Add(at);
            }
            catch (MalformedException fault)
            {
                results[at].Fault = fault;
            }

            at++;
        }

        var outcomes = await intake.Submit(submissions);
        for (var i = 0; i < outcomes.Length; i++) results[places[i]].Outcome = outcomes[i];
        return Answers.Batch(results);
    }

    private static Submission ReadItem(JsonElement item, Request request, bool backfill) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item).Length <= Bodies.LargestEvent
        ? CloudEventReader.Read(item, request, backfill)
        : throw new MalformedException(Codes.EventTooLarge, "", $"The event is larger than {Bodies.LargestEvent} bytes.");
}
