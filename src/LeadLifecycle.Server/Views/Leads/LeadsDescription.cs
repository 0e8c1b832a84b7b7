using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary>Leads, their histories and the feed.</summary>
internal static class LeadsDescription
{
    public static void One(Described route) => route
        .Path("id", Id("The lead's id."))
        .Query("asOf", Instant("As it was in the world before this instant."))
        .Query("knownAt", Instant("From what was recorded before this instant."))
        .Query("version", Whole("After this event of its stream.", 1))
        .Answers(200, "The lead.", route.Named("Lead", () => Lead(route)))
        .Problems(Codes.LeadUnknown, Codes.QueryInvalid, Codes.LeadCorrupt);

    public static void Some(Described route, IEnumerable<string> filters, int defaultLimit, int largestLimit)
    {
        route.Query("sender", Text("With subject finds one lead by its key, folded from its stream.")).Query("subject", Text());
        foreach (var name in filters) route.Query(name, name == "stage" ? StageName("Exactly.") : Text("Exactly."));
        Shared.WaitFor(route)
            .Query("q", Text("Part of a company's name, a campaign or an owner."))
            .Query("sort", Choice(["-position", "position"], "By the position of the lead's last event, newest first or last.", "-position"))
            .Query("cursor", Text("nextCursor of the page before."))
            .Query("limit", Limit(defaultLimit, largestLimit))
            .Answers(200, "A page; by key at most one lead, with its cycles.", Object(
                ("leads", List(new OpenApiSchema { AnyOf = [route.Named("Lead", () => Lead(route)), route.Named("LeadCard", () => Object(Card()))] })),
                ("nextCursor", Text("Null on the last page.").OrNull()), ("upTo", Shared.UpTo(route))))
            .Problems(Codes.QueryInvalid, Codes.StageUnknown, Codes.ViewBehind, Codes.LeadCorrupt);
    }

    public static void History(Described route, int largestLimit) => route
        .Path("id", Id("The lead's id."))
        .Query("knownAt", Instant("Only what was recorded before this instant."))
        .Query("cursor", Text("nextCursor of the page before.")).Query("limit", Limit(largestLimit, largestLimit))
        .Answers(200, "In the order in which it was recorded.", Object(
            ("leadId", Id()), ("events", List(route.Named("Event", () => Object(Event())))), ("nextCursor", Text("Null on the last page.").OrNull()), ("upTo", Shared.UpTo(route))))
        .Problems(Codes.LeadUnknown, Codes.QueryInvalid);

    public static void Feed(Described route, int defaultLimit, int largestLimit) => Shared.WaitFor(route)
        .Query("after", Whole("A position, exclusive.")).Query("limit", Limit(defaultLimit, largestLimit))
        .Answers(200, "In order of position.", Object(
            ("events", List(route.Named("FeedEvent", () => Object([.. Event(), ("leadId", Id())])))), ("nextCursor", Text("What to ask after next.")), ("upTo", Shared.UpTo(route))))
        .Problems(Codes.QueryInvalid, Codes.ViewBehind);

    private static OpenApiSchema Limit(int fallback, int largest)
    {
        var limit = Whole($"{fallback} when absent.", 1, largest);
        limit.Default = fallback;
        return limit;
    }

    private static (string, IOpenApiSchema)[] Card() =>
    [
        ("leadId", Id()), ("stage", StageName("Null before the first stage.").OrNull()), ("cycle", Whole("0 before the first stage.")), ("version", Whole("Of the lead's stream.", 1)),
        ("position", Whole("Of its last event.")), ("since", Instant("When it entered its stage, in the world.").OrNull()), ("owner", Text().OrNull()), ("team", Text().OrNull()),
        ("source", Text().OrNull()), ("channel", Text().OrNull()), ("campaign", Text().OrNull()), ("company", Firm().OrNull()), ("score", Number().OrNull()),
        ("amount", Text("A decimal, in currency.").OrNull()), ("currency", Text("ISO 4217.").OrNull()), ("reason", Text().OrNull()), ("recordedAt", Instant("Of its last event.").OrNull()),
    ];

    private static OpenApiSchema Lead(Described route)
    {
        var stamp = Object(("stage", StageName()), ("occurredAt", Instant()), ("fact", Id("The event that holds the stamp.")), ("actor", Text().OrNull()));
        var cycle = Object(
            ("cycle", Whole(null, 1)), ("stage", StageName()), ("open", Flag()), ("negative", Flag("A later stage happened before an earlier one.")),
            ("path", List(StageName())), ("stamps", List(stamp)));
        var beside = Object(("fact", Id()), ("stage", StageName()), ("occurredAt", Instant()));
        return Object(
        [
            .. Card(), ("cycles", List(cycle)), ("repeats", List(beside)), ("afterEnd", List(beside)), ("voided", List(Id())),
            ("allowed", List(Text(), "The stage steps a command may take now; after Won they need reopen: true.")), ("upTo", Shared.UpTo(route)),
        ]);
    }

    private static (string, IOpenApiSchema)[] Event() =>
    [
        ("id", Id()), ("version", Whole(null, 1)), ("position", Whole()), ("type", Choice(EventNames.OfLeads.Select(EventNames.PublicTypeOf).Order(StringComparer.Ordinal))),
        ("occurredAt", Instant()), ("recordedAt", Instant("The database's clock.")), ("actor", Text().OrNull()), ("sender", Text().OrNull()), ("senderEventId", Text().OrNull()),
        ("correlationId", Text().OrNull()), ("causationId", Text().OrNull()), ("late", Flag()), ("repeat", Flag()), ("afterEnd", Flag()), ("from", StageName().OrNull()), ("to", StageName().OrNull()),
        ("cycle", Whole()), ("skipped", List(StageName())), ("backfill", Flag()), ("vault", Object(("version", Whole(null, 1)), ("commitment", Text())).OrNull()),
        ("data", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The event's own members; schema/events has a schema per type." }),
    ];

    private static OpenApiSchema Firm() => Object(
        ("name", Text().OrNull()), ("industry", Text().OrNull()), ("employees", Whole("Head count.").OrNull()), ("country", Text().OrNull()),
        ("technology", Text().OrNull()), ("role", Text().OrNull()));
}
