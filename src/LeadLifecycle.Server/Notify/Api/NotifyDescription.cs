using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Email;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>What OpenAPI says of the notification routes.</summary>
internal static class NotifyDescription
{
    private static readonly string[] Body = [Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported];

    public static void Create(Described route) => route.Problems([Codes.QueryInvalid, Codes.AddressRefused, Codes.ChannelUnconfigured, .. Body])
        .Body("application/json", Object(
            ("name", Text("What people call it.")), ("channel?", Text("webhook (the default), slack, email or broker.")), ("settings?", Settings()),
            ("secret?", Text("webhook: whsec_ and the base64 of 24 to 64 bytes; made here when absent.")), ("filter?", FilterShape()), ("payload?", PayloadShape())))
        .Answers(201, "It is told what is recorded from now on. Location names it.", One(secret: true));

    public static void List(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "In the order in which they were made.", Object(("subscriptions", Shape.List(One()))));

    public static void One(Described route) => Named(route).Problems(Codes.QueryInvalid, Codes.SubscriptionUnknown).Answers(200, "The subscription.", One());

    public static void Change(Described route) => Named(route).Problems([Codes.QueryInvalid, Codes.SubscriptionUnknown, Codes.AddressRefused, Codes.ChannelUnconfigured, .. Body])
        .Body("application/json", Object(("name?", Text()), ("settings?", Settings()), ("filter?", FilterShape()), ("payload?", PayloadShape())))
        .Answers(200, "As it is now.", One());

    public static void Delete(Described route) => Named(route).Problems(Codes.QueryInvalid, Codes.SubscriptionUnknown)
        .Answers(200, "It has ended.", Object(("id", Id()), ("state", Choice(["deleted"]))));

    public static void Control(Described route, params string[] codes) => Named(route).Problems([Codes.QueryInvalid, Codes.SubscriptionUnknown, .. Body, .. codes])
        .Answers(200, "As it is now.", One());

    public static void Rotate(Described route) => Named(route).Problems([Codes.QueryInvalid, Codes.SubscriptionUnknown, Codes.SubscriptionUnsigned, .. Body])
        .Body("application/json", Object(("secret?", Text("whsec_ and the base64 of 24 to 64 bytes; made here when absent."))))
        .Answers(200, "With the new secret.", One(secret: true));

    public static void Test(Described route) => Named(route).Problems([Codes.QueryInvalid, Codes.SubscriptionUnknown, .. Body])
        .Answers(200, "How it went.", Object(("id", Text("The webhook-id.")), ("attempt", Attempt())));

    public static void Deliveries(Described route) => Named(route)
        .Query("state", Choice(DeliveryRoutes.States)).Query("cursor", Text("nextCursor of the page before.")).Query("limit", Whole(null, 1, DeliveryRoutes.LargestLimit))
        .Problems(Codes.QueryInvalid, Codes.SubscriptionUnknown)
        .Answers(200, "A page.", Object(("deliveries", Shape.List(Delivery())), ("nextCursor", Text().OrNull())));

    public static void Redeliver(Described route) => Named(route).Problems([Codes.QueryInvalid, Codes.SubscriptionUnknown, Codes.SubscriptionDisabled, Codes.DeliveryUnknown, .. Body])
        .Body("application/json", Object(
            ("ids?", Shape.List(Text(), "webhook-ids; all or nothing.", Members.MostTexts)), ("from?", Instant("Recorded from here on.")), ("to?", Instant("Recorded before.")), ("state?", Choice(DeliveryRoutes.States, "With from and to."))))
        .Answers(200, "They are due now.", Object(("redelivered", Whole("How many."))));

    public static void Receipts(Described route) => route.Path("id", Id("The lead's id.")).Problems(Codes.QueryInvalid, Codes.LeadUnknown)
        .Answers(200, "In the order in which they were recorded.", Object(("leadId", Id()), ("notifications", Shape.List(Object(
            ("eventId", Id()), ("type", Type()), ("version", Whole("Of the lead's stream.", 1)), ("occurredAt", Instant()), ("recordedAt", Instant()),
            ("deliveries", Shape.List(Object(
                ("id", Text("The webhook-id.")),
                ("subscription", Object(("id", Id()), ("name", Text()), ("channel", Text()), ("state", Choice(["active", "paused", "disabled", "deleted"])))),
                ("state", Choice(DeliveryRoutes.States)), ("finishedAt", Instant().OrNull()), ("nextAt", Instant().OrNull()), ("attempts", Shape.List(Attempt()))))))))));

    public static void Stream(Described route) => route
        .Header("Last-Event-ID", Whole("The position of the last event seen; a client sends it by itself when it connects again.")).Query("after", Whole("The same for the first time."))
        .Query("types", Text($"Any of {string.Join(", ", NoticeTypes.All)}, comma-separated.")).Query("teams", Text("Any of them, comma-separated.")).Query("owners", Text("Likewise."))
        .Query("sources", Text("Likewise.")).Query("minScore", Number("Of the qualification; a lead without a score does not fit."))
        .Problems(Codes.QueryInvalid)
        .Answers(200, "Until either side ends it. A comment and its id come when nothing else does, every 15 s.", "text/event-stream", Text("Lines id, event, data; data is {\"type\", \"timestamp\", \"data\"} in one line."));

    private static Described Named(Described route) => route.Path("id", Id("The subscription's id."));

    private static OpenApiSchema Type() => Choice(NoticeTypes.All);

    private static OpenApiSchema Settings() => Object(
        ("url?", Text("webhook, slack: where to post.")), ("to?", Shape.List(Text(), "email: the addresses.", MailAddress.Most)),
        ("digest?", Choice(["none", "hourly", "daily"], "email: one mail for each notification, or one per period with all of it.", "none")),
        ("at?", Text("daily: the time of day, HH:mm.")), ("zone?", Text("daily: the IANA zone it is read in.")),
        ("topicPrefix?", Text("broker: stands before the type in the routing key, parted by a dot; letters, digits and dashes in words parted by dots.")));

    private static OpenApiSchema FilterShape() => Object(
        ("types?", Shape.List(Type(), most: Members.MostTexts).OrNull()), ("teams?", Texts()), ("owners?", Texts()), ("sources?", Texts()), ("segments?", Texts()),
        ("minScore?", Number("Of the qualification; a lead without a score does not fit.").OrNull()));

    private static OpenApiSchema Texts() => Shape.List(Text(), "Any of them; absent or null asks for all.", Members.MostTexts).OrNull();

    private static OpenApiSchema PayloadShape() => Object(
        ("level?", Choice(["ids", "facts"], "ids says which lead and event; facts also stage, team, owner, source, score, reason, leg, due.", "facts")),
        ("contact?", Shape.List(Choice(Payload.ContactFields), "Granted fields of the person, read when a message is sent.", Members.MostTexts)));

    private static OpenApiSchema One(bool secret = false)
    {
        var one = Object(
            ("id", Id()), ("name", Text()), ("channel", Text()), ("settings", Object(("url?", Text()), ("to?", Shape.List(Text())), ("digest?", Text()), ("at?", Text()), ("zone?", Text()), ("topicPrefix?", Text("broker.")), ("host?", Text("slack: its address is a credential and not shown.")))),
            ("filter", FilterShape()), ("payload", PayloadShape()), ("state", Choice(["active", "paused", "disabled"])), ("reason", Text("Why it is disabled: gone, failing.").OrNull()),
            ("createdAt", Instant()), ("throttledUntil", Instant("Nothing is sent before.").OrNull()), ("failingSince", Instant("Only failures since then.").OrNull()),
            ("previousSecretUntil", Instant("The secret before the last rotation signs too until then.").OrNull()));
        one.Properties!["publicKey"] = Text("whpk_…, which checks the v1a signature; absent when the channel does not sign.");
        if (secret) one.Properties!["secret"] = Text("whsec_…, this once.");
        return one;
    }

    private static OpenApiSchema Delivery() => Object(
        ("id", Text("The webhook-id.")), ("subscriptionId", Id()), ("eventId", Id()), ("type", Type()), ("leadId", Id().OrNull()), ("version", Whole("Of the lead's stream.")),
        ("state", Choice(DeliveryRoutes.States)), ("createdAt", Instant()), ("finishedAt", Instant().OrNull()), ("nextAt", Instant().OrNull()), ("attempts", Shape.List(Attempt())));

    private static OpenApiSchema Attempt() => Object(
        ("number", Whole(null, 1)), ("at", Instant()), ("durationMs", Whole("Milliseconds.")), ("outcome", Choice(["delivered", "failed", "refused", "gone", "throttled"])),
        ("status", Whole("Of HTTP; by email the SMTP reply.").OrNull()), ("error", Text("Why it failed: status, redirect, timeout, refused, unreachable, unresolved, tls, reset …").OrNull()),
        ("answer", Text("Its first 4 KB.").OrNull()));
}
