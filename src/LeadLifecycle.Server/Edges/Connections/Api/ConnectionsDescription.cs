using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>What OpenAPI says of connections and their hooks.</summary>
internal static class ConnectionsDescription
{
    private static readonly string[] Body = [Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported];

    public static void Create(Described route) => route.Problems([Codes.QueryInvalid, Codes.VendorUnknown, Codes.ConnectionNameTaken, .. Body])
        .Body("application/json", Object(
            ("name", Text("A slug: lower-case letters and digits, in words parted by dashes. It is part of the hook's address.")), ("vendor", Text("Whose format; 'generic' takes any JSON, by its mapping.")),
            ("secret?", Text("When the vendor gives one; else it is made here.")), ("mapping?", Mapping()), ("source?", Text("The CloudEvents source of its facts; urn:leadlifecycle:connection:NAME when absent."))))
        .Answers(201, "It takes deliveries from now on.", One(secret: true));

    public static void List(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "By name.", Object(("connections", Shape.List(One()))));

    public static void Get(Described route) => Named(route).Answers(200, "The connection.", One());

    public static void Change(Described route) => Named(route, [Codes.VendorUnknown, .. Body])
        .Body("application/json", Object(("mapping?", Mapping()), ("secret?", Text("From now on the only one.")), ("active?", Flag("false answers deliveries with 503, so that vendors keep them."))))
        .Answers(200, "As it is now.", One());

    public static void Delete(Described route) => Named(route, Codes.ConnectionNotEmpty).Query("discard", Flag("Throw away what waits in quarantine."))
        .Answers(200, "It has ended.", Object(("name", Text()), ("state", Choice(["deleted"]))));

    public static void Try(Described route) => Named(route, [Codes.VendorUnknown, Codes.ConnectionUnusable, .. Body])
        .Body("application/json", Object(("mapping?", Mapping()), ("body", new OpenApiSchema { Description = "As a vendor would deliver it." })))
        .Answers(200, "What is said, in order.", Object(("items", Shape.List(Object(
            ("pointer", Text("JSON Pointer to the part in the body.")), ("outcome", Choice(["said", "ignored", "quarantined"])), ("event?", Map(new OpenApiSchema(), "The CloudEvent.")),
            ("why?", Text("Why it is ignored.")), ("code?", Code()), ("detail?", Text()), ("member?", Member()))))));

    public static void Hook(Described route) => route.Path("vendor", Text("As the connection says.")).Path("connection", Text("Its name."))
        .Body("application/json", Delivery())
        .Problems(Codes.ConnectionUnknown, Codes.SignatureWrong, Codes.EventTooLarge, Codes.ConnectionInactive, Codes.ConnectionUnusable, Codes.IntakeOverloaded, Codes.OutcomeUnknown)
        .Answers(200, "All of it is committed.", Tally());

    public static void Quarantine(Described route) => Named(route).Query("cursor", Text("nextCursor of the page before.")).Query("limit", Whole(null, 1, QuarantineRoutes.LargestLimit))
        .Answers(200, "A page.", Object(("items", Shape.List(Object(Part()))), ("nextCursor", Text().OrNull())));

    public static void QuarantinedPart(Described route) => Named(route, Codes.QuarantineUnknown).Path("id", Id())
        .Answers(200, "With its body.", Object([.. Part(), ("body?", new OpenApiSchema()), ("text?", Text()), ("base64?", Text())]));

    public static void Replay(Described route) => Named(route, [Codes.ConnectionUnusable, Codes.IntakeOverloaded, Codes.OutcomeUnknown, .. Body])
        .Body("application/json", Object(("ids?", Shape.List(Id(), "Only these; all when absent.", QuarantineRoutes.MostIds))))
        .Answers(200, "What came of it.", Object([.. Counts(), ("still", Shape.List(Object([("id", Id()), .. Fault()]), $"The first {Connections.Quarantine.Replay.MostShown} that wait on."))]));

    public static void Discard(Described route) => Named(route, Codes.QuarantineUnknown).Path("id", Id())
        .Answers(200, "It is gone.", Object(("id", Id()), ("state", Choice(["discarded"]))));

    private static Described Named(Described route, params string[] codes) => route.Path("name", Text("The connection's name.")).Problems([Codes.QueryInvalid, Codes.ConnectionUnknown, .. codes]);

    private static OpenApiSchema Mapping() => Map(new OpenApiSchema(), "What the vendor's words mean; each vendor has its own members. Of 'generic': schema/connections/generic.schema.json.");

    private static OpenApiSchema One(bool secret = false)
    {
        var one = Object(
            ("name", Text()), ("vendor", Text()), ("hook", Text("The path deliveries are sent to.")), ("source", Text()), ("mapping", Mapping()), ("active", Flag()),
            ("quarantined", Whole("How many parts of deliveries wait for a better mapping.")), ("createdAt", Instant()), ("changedAt", Instant()));
        if (secret) one.Properties!["secret"] = Text("When it was made here; this once.");
        return one;
    }

    public static OpenApiSchema Delivery() => new() { Description = "Whatever the vendor sends; the media type is not looked at." };

    public static OpenApiSchema Tally() => Object(Counts());

    private static (string, IOpenApiSchema)[] Counts() =>
    [
        ("recorded", Whole("Facts.")), ("duplicate", Whole("Facts recorded before.")), ("nothing", Whole("Facts that changed nothing.")), ("ignored", Whole("What the mapping says does not matter.")),
        ("refused", Whole("Facts a rule refused.")), ("quarantined", Whole("Parts that wait for a better mapping.")),
    ];

    private static (string, IOpenApiSchema)[] Part() =>
        [("id", Id()), ("pointer", Text("JSON Pointer to the part in its body.")), ("firstSeen", Instant()), ("lastSeen", Instant()), ("timesSeen", Whole(null, 1)), .. Fault()];

    private static (string, IOpenApiSchema)[] Fault() => [("code", Code()), ("detail", Text()), ("member?", Member())];

    private static OpenApiSchema Code() => Text("Stable. A code of the service, or one that starts with mapping.");

    private static OpenApiSchema Member() => Text("JSON Pointer into the fact that was made of the part.");
}
