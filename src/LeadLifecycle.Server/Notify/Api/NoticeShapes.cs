using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>The body of each type of notification, as <see cref="Letter"/> writes it; webhook, broker and live stream have the same.</summary>
internal static class NoticeShapes
{
    public static OpenApiSchema Of(string type) => Object(("type", Choice([type])), ("timestamp", Instant("When it happened, UTC.")), ("data", Data(type)));

    private static OpenApiSchema Data(string type) => type switch
    {
        NoticeTypes.Test => Object([Event, .. Times, Subscription]),
        NoticeTypes.SubscriptionDisabled => Object([Event, .. Times, Subscription, ("reason?", Text("Why, as a code; not at level ids."))]),
        _ => Object([Event, ("leadId", Id()), ("version", Whole("Of the lead's stream: what came later has a higher one.", 1)), ("cycle", Whole("1..n", 1)), .. Times, .. Facts(), ("contact?", Contact())]),
    };

    private static (string, IOpenApiSchema) Event => ("eventId", Id("The event that is told of; as id in the lead's history."));

    private static (string, IOpenApiSchema)[] Times => [("occurredAt", Instant("In the world.")), ("recordedAt", Instant("By the database's clock."))];

    private static (string, IOpenApiSchema) Subscription => ("subscription", Id("Which it is about."));

    /// <summary>At payload level facts all of them, null where unknown; at level ids none.</summary>
    private static (string, IOpenApiSchema)[] Facts() =>
    [
        ("stage?", StageName("Of the cycle.").OrNull()), ("team?", Text("Who has the lead, or it was offered to.").OrNull()), ("owner?", Text("Opaque id.").OrNull()), ("source?", Text("The lead source.").OrNull()),
        ("segment?", Text("Of the SLA.").OrNull()), ("score?", Number("Of the qualification.").OrNull()), ("reason?", Text("A code.").OrNull()),
        ("leg?", Choice(Leg.All.Select(leg => leg.Name), "Whose clock this is about.").OrNull()), ("due?", Instant("When that leg is due.").OrNull()),
    ];

    private static OpenApiSchema Contact()
    {
        var contact = Object([.. Payload.ContactFields.Select(field => ($"{field}?", (IOpenApiSchema)Text()))]);
        contact.Description = "The fields the subscription is granted, as they are when the message is sent; never in the live stream.";
        return contact;
    }
}
