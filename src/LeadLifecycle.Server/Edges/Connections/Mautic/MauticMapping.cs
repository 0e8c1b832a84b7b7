using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Mautic;

/// <summary>
/// A delivery is an object of lists, one per type of event. Beside them may stand a <c>timestamp</c> of the delivery itself, which says
/// nothing of any event and is not looked at.
/// </summary>
internal sealed class MauticMapping(MauticQualification qualification) : IVendorMapping
{
    private static readonly ISignature Signature = BodySignature.Of("Webhook-Signature", HMACSHA256.HashData, isBase64: true);

    public bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => Signature.IsOn(delivery, secret, now);

    public IReadOnlyList<Item> Translate(JsonElement body) => Parts.FaultOf(body, "") is { } fault
        ? [fault]
        : [.. body.EnumerateObject().Where(member => member.Name != "timestamp").SelectMany(OfType)];

    private IEnumerable<Item> OfType(JsonProperty type)
    {
        var pointer = "/" + JsonPointer.Escape(type.Name);
        return type.Value.ValueKind == JsonValueKind.Array
            ? type.Value.EnumerateArray().SelectMany((e, i) => OfEvent(type.Name, e, $"{pointer}/{i}"))
            : [Doubt.Shape(pointer, "A list of events is expected here.")];
    }

    private IEnumerable<Item> OfEvent(string type, JsonElement e, string pointer) => type switch
    {
        _ when e.ValueKind != JsonValueKind.Object => [Doubt.Shape(pointer, "An event is an object.")],
        "mautic.lead_post_save_new" => MauticEvent.Tell(e, pointer, type, Contact(e), [], it => [it.Said("lead.captured", MauticContact.Captured(Contact(e)))]),
        "mautic.lead_points_change" => MauticEvent.Tell(
            e, pointer, type, Contact(e), [e.Member("points").Digits("old_points"), e.Member("points").Digits("new_points")], it => qualification.OfPoints(e.Member("points"), it)),
        "mautic.lead_list_change" => OfSegment(type, e, pointer),
        "mautic.form_on_submit" => MauticEvent.TellById(e, pointer, type, e.Member("submission"), "dateSubmitted", it => [it.Said("lead.engaged", Kind("form"))]),
        "mautic.page_on_hit" => MauticEvent.TellById(e, pointer, type, e.Member("hit"), "dateHit", it => [it.Said("lead.touched", Kind("page"))]),
        "mautic.email_on_send" => Touched(type, e, pointer, Contact(e), [e.Text("idHash")], "email-sent"),
        "mautic.email_on_open" => Touched(type, e, pointer, e.Member("stat").Member("lead"), [e.Member("stat").Digits("id")], "email-opened"),
        "mautic.sms_on_send" => Touched(type, e, pointer, Contact(e), [e.Digits("smsId")], "sms-sent"),
        "mautic.lead_post_delete" => [Doubt.Deletion(pointer, "The contact was deleted at Mautic; what becomes of the lead is not said.")],
        "mautic.lead_post_save_update" => [new Item.Ignored(pointer, "A changed contact is no step of a lead; its points and segments are told apart.")],
        "mautic.lead_channel_subscription_changed" => [new Item.Ignored(pointer, "What a contact wants to be sent is no step of a lead.")],
        "mautic.lead_company_change" or "mautic.company_post_save" or "mautic.company_post_delete" => [new Item.Ignored(pointer, "A company is no lead.")],
        _ => [Doubt.Type(pointer, type)],
    };

    private IEnumerable<Item> OfSegment(string type, JsonElement e, string pointer)
    {
        var (segment, action) = (e.Member("segment"), e.Text("action"));
        if (action is null) return [Doubt.Missing(pointer, "action")];
        return segment.Digits("id") is { } id
            ? MauticEvent.Tell(e, pointer, type, Contact(e), [id, action], it => qualification.OfSegment(segment, action, it))
            : [Doubt.Missing(pointer, "segment/id")];
    }

    private static IEnumerable<Item> Touched(string type, JsonElement e, string pointer, JsonElement contact, string?[] marks, string kind) =>
        MauticEvent.Tell(e, pointer, type, contact, marks, it => [it.Said("lead.touched", Kind(kind))]);

    /// <summary>Mautic 2 says <c>lead</c>, and both for a while; Mautic 3 and later, <c>contact</c>.</summary>
    private static JsonElement Contact(JsonElement e) => e.Member("contact") is { ValueKind: JsonValueKind.Object } contact ? contact : e.Member("lead");

    private static JsonObject Kind(string kind) => Occurrence.Of(("kind", kind));
}
