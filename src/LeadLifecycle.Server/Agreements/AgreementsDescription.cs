using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Agreements;

/// <summary>What OpenAPI says of agreements.</summary>
internal static class AgreementsDescription
{
    private static readonly string[] Changing =
    [
        Codes.AgreementKindUnknown, Codes.AgreementUnknown, Codes.AgreementChangedMeanwhile, Codes.AgreementNotOpen, Codes.QueryInvalid, Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported,
        Codes.OutcomeUnknown,
    ];

    public static void All(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "A line for each kind.", Object(("agreements", List(Object(
        ("kind", Text()), ("inForce", Whole("The version; 0 is the default.")), ("since", Instant("Null for the default.").OrNull()), ("open", Whole("The proposal that waits for the other team.", 1).OrNull()))))));

    public static void InForce(Described route) => Kind(route)
        .Query("at", Instant("In force at this instant; absent: now."))
        .Problems(Codes.AgreementKindUnknown, Codes.QueryInvalid).Answers(200, "The version.", Version(route));

    public static void Versions(Described route) => Kind(route)
        .Problems(Codes.AgreementKindUnknown, Codes.QueryInvalid)
        .Answers(200, "Without their contents.", Object(("kind", Text()), ("versions", List(Object(Line())))));

    public static void One(Described route) => Numbered(route)
        .Problems(Codes.AgreementKindUnknown, Codes.AgreementUnknown, Codes.QueryInvalid).Answers(200, "The version.", Version(route));

    public static void Propose(Described route) => Kind(route)
        .Body("application/json", Object(
            ("content", new OpenApiSchema { OneOf = [route.Named("Sla", AgreementContents.Sla), route.Named("Calendars", AgreementContents.Calendars), route.Named("Reasons", AgreementContents.Reasons)] }),
            ("team", Choice(Teams.All)), ("actor?", Text("Opaque id of the person who proposes; in development alone. Elsewhere the principal proposes.")), ("activeFrom?", Instant("In force no earlier; absent: once both have signed."))))
        .Problems([.. Changing, Codes.ProposalOpen, Codes.AgreementUnchanged, Codes.AgreementInconsistent, Codes.ActiveFromPast, Codes.LegUnknown, Codes.ZoneUnknown])
        .Answers(201, "The proposal; Location is its address.", Version(route));

    public static void Sign(Described route) => Side(Numbered(route))
        .Problems([.. Changing, Codes.AgreementSameActor, Codes.AgreementInconsistent]).Answers(200, "The version, signed.", Version(route));

    public static void Withdraw(Described route) => Side(Numbered(route)).Problems(Changing).Answers(200, "The version, withdrawn.", Version(route));

    public static void Due(Described route) => route
        .Query("start", Instant()).Query("add", Text("Business time, such as 4h or 1h30m.")).Query("calendar", Text("Its name; absent: default."))
        .Problems(Codes.QueryInvalid, Codes.CalendarUnknown)
        .Answers(200, "When that much business time has passed.", Object(("due", Instant()), ("open", Flag("The calendar is open at start."))));

    public static void Holidays(Described route, string mediaType) => route
        .Body(mediaType, AgreementContents.CalendarFile("RFC 5545, in UTF-8."))
        .Problems(Codes.QueryInvalid, Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported)
        .Answers(200, "To be looked at and put into a calendar.", Object(("holidays", List(Date())), ("ignored", List(Text(), "What is no holiday, and why."))));

    private static Described Kind(Described route) => route.Path("kind", Text("sla, calendars or reasons."));

    private static Described Numbered(Described route) => Kind(route).Path("version", Whole("1..n; 0 is the default.", 0, int.MaxValue));

    private static Described Side(Described route) =>
        route.Body("application/json", Object(("team", Choice(Teams.All)), ("actor?", Text("Opaque id of the person who speaks for the team; in development alone. Elsewhere the principal does."))));

    private static IOpenApiSchema Version(Described route) => route.Named("Agreement", () => Object(
        [.. Line(), ("content", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "In canonical form; the schemas Sla, Calendars and Reasons say what may stand there." })]));

    private static (string, IOpenApiSchema)[] Line() =>
    [
        ("kind", Text()), ("version", Whole("0 is the default, which nobody signed.")), ("state", Choice(AgreementAnswer.States)),
        ("activeFrom", Instant("In force from then on; before both have signed, what the proposal asks for. Null: nothing is said.").OrNull()),
        ("proposedBy", Said().OrNull()), ("signatures", List(Said())), ("withdrawnBy", Said().OrNull()),
    ];

    private static OpenApiSchema Said() => Object(("team", Choice(Teams.All)), ("actor", Text()), ("at", Instant("When it was recorded.")));
}
