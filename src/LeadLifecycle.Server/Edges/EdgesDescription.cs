using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Edges;

/// <summary>How facts and commands come in and what they are answered with.</summary>
internal static class EdgesDescription
{
    private static readonly string[] Common =
    [
        Codes.MediaTypeUnsupported, Codes.EventTooLarge, Codes.EventMalformed, Codes.IdReused, Codes.TimeInFuture, Codes.ReasonUnknown, Codes.CurrencyUnknown,
        Codes.LegUnknown, Codes.LeadCorrupt, Codes.IntakeOverloaded, Codes.OutcomeUnknown, RefusalCodes.FactNotVoidable,
    ];

    /// <summary>The attributes that stand in headers in binary mode; any other <c>ce-</c> header is an extension.</summary>
    public static readonly (string Name, string Description)[] BinaryHeaders =
    [
        ("ce-specversion", "Binary mode: \"1.0\"; it tells the mode."), ("ce-id", "Binary mode: id."), ("ce-source", "Binary mode: source."), ("ce-type", "Binary mode: type."),
        ("ce-subject", "Binary mode: subject."), ("ce-time", "Binary mode: time."), ("ce-dataschema", "Binary mode: dataschema."),
    ];

    private static readonly string[] Rules =
        [RefusalCodes.StepNotAllowed, RefusalCodes.AlreadyAccepted, RefusalCodes.FieldMissing, RefusalCodes.OccurredTooEarly, RefusalCodes.FactUnknown, RefusalCodes.NoClockRuns, RefusalCodes.PauseNotAhead];

    public static void Events(Described route, string one, string many) => BinaryHeaders.Aggregate(route, (described, header) => described.Header(header.Name, Text(header.Description).Like("^[ -~]*$")))
        .Query("backfill", Flag("History told afterwards: quiet, no clocks."))
        .Body(one, route.Named("CloudEvent", () => CloudEvent(FactReader.Types, Data(route.Schemas))))
        .Body("application/json", Data(route.Schemas))
        .Body(many, new OpenApiSchema { Type = JsonSchemaType.Array, MaxItems = Bodies.MostEvents, Items = route.Named("CloudEvent", () => CloudEvent(FactReader.Types, Data(route.Schemas))) })
        .Answers(200, "The outcome; of a batch one result per item, in order.", new OpenApiSchema { AnyOf = [Outcome(route.Schemas), Outcomes(route.Schemas)] })
        .Problems([.. Common, Codes.TimeMissing, Codes.TypeUnknown]);

    public static void Capture(Described route)
    {
        var body = FactShapes.Of("lead.captured");
        body.Properties!["sender"] = Text("The system that captures; half of the lead's key.");
        body.Properties["subject"] = Text("The sender's key of the lead; without it a contact's email or phone is the key.");
        body.Properties["occurredAt"] = OccurredAt();
        Command(route).Body("application/json", body).Answers(201, "It made the lead; Location is its address.", Outcome(route.Schemas)).Answers(200, "The lead was there.", Outcome(route.Schemas));
    }

    public static void Step(Described route, IReadOnlyDictionary<string, string> typeByStep) => Command(route, Codes.LeadUnknown, Codes.RouteUnknown)
        .Path("id", Id("The lead's id.")).Path("step", Choice(typeByStep.Keys))
        .Body("application/json", new OpenApiSchema { AnyOf = [.. typeByStep.Select(step => route.Named($"{step.Key}-body", () => StepBody(step.Key, step.Value)))] })
        .Answers(200, "The outcome.", Outcome(route.Schemas));

    private static Described Command(Described route, params string[] codes) => route
        .Header("Idempotency-Key", Text("The same key on the same path is the same request: sent again it is answered as the first was."))
        .Header("X-Correlation-Id", Text("Stands in the history; 1 to 128 visible ASCII characters, others are not kept.").UpTo(128).Like("^[!-~]*$"))
        .Problems([.. Common, .. Rules, .. codes]);

    private static OpenApiSchema StepBody(string step, string type)
    {
        var body = FactShapes.Of(type);
        body.Title = step;
        body.Properties!["occurredAt"] = OccurredAt();
        return body;
    }

    private static OpenApiSchema OccurredAt() => Instant("When it happened, with an offset; absent: now. At most 5 minutes ahead.");

    public static OpenApiSchema CloudEvent(IEnumerable<string> types, IOpenApiSchema data) => Object(
        ("specversion", Choice(["1.0"])), ("id", Text("With source the key by which a repetition is known.")), ("source", Text("The emitting system.")),
        ("type", Choice(types)), ("subject?", Text("The lead's key at its sender; may be missing when data has a contact.")), ("time", Instant("When it happened; at most 5 minutes ahead.")),
        ("datacontenttype?", Text()), ("dataschema?", Text()),
        ("data?", data));

    public static IOpenApiSchema Data(string type, SharedSchemas schemas) => schemas.Named(type, () => FactShapes.Of(type));

    private static OpenApiSchema Data(SharedSchemas schemas) => new() { AnyOf = [.. FactReader.Types.Select(type => Data(type, schemas))] };

    public static OpenApiSchema Outcomes(SharedSchemas schemas) => Object(("results", List(Outcome(schemas))));

    public static IOpenApiSchema Outcome(SharedSchemas schemas) => schemas.Named("Outcome", () => Object(
        ("id", Id("The stored event's id; null when the item could not be read.").OrNull()), ("leadId", Id().OrNull()),
        ("outcome", Choice(["recorded", "nothing", "duplicate", "refused"])), ("code?", Choice(Codes.All)), ("detail?", Text()), ("pointer?", Text("JSON pointer into the item.")),
        ("stage", StageName().OrNull()), ("cycle", Whole("0 before the first stage.")), ("version", Whole("Of the lead's stream.")),
        ("position", Whole("What waitFor takes.")), ("unmapped?", List(Text(), "Members nobody knows; their values lie in the vault."))));
}
