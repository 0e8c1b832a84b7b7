using System.Security.Cryptography;
using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Segment;

/// <param name="events">What the names of tracked events mean.</param>
/// <param name="identify">What an identify means.</param>
/// <param name="otherEvents">What every other tracked event means.</param>
/// <param name="pages">What a page or a screen that was seen means.</param>
internal sealed class SegmentMapping(MeaningTable events, IReadOnlyList<Meaning> identify, IReadOnlyList<Meaning> otherEvents, IReadOnlyList<Meaning> pages) : IVendorMapping
{
    /// <summary>SHA-1 is what Segment offers; a keyed hash does not rest on collisions being hard.</summary>
    private static readonly ISignature Signature = BodySignature.Of("X-Signature", HMACSHA1.HashData, isBase64: false);

    private const string Meaningless = "By the mapping this call says nothing of a lead's way.";

    public bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => Signature.IsOn(delivery, secret, now);

    public IReadOnlyList<Item> Translate(JsonElement body) => Parts.Read(body, OfCall);

    private IEnumerable<Item> OfCall(JsonElement call, string pointer) => call.Text("type") switch
    {
        null => [Doubt.Missing(pointer, "type")],
        "identify" => Tell(call, pointer, it => it.Mean(identify, type => SegmentCall.Detail(type, call, "identify"), Meaningless)),
        "track" => OfTrack(call, pointer),
        "page" or "screen" => Tell(call, pointer, it => it.Mean(pages, type => SegmentCall.Detail(type, call, call.Text("type")!), Meaningless)),
        "alias" => [new Item.Ignored(pointer, "Two ids of one person; their leads are linked by the contact points that identify says.")],
        "group" => [new Item.Ignored(pointer, "A group is no lead.")],
        var type => [Doubt.Type(pointer, type)],
    };

    /// <summary>A name the mapping does not know goes to the vault: nobody has looked whether it is personal.</summary>
    private IEnumerable<Item> OfTrack(JsonElement call, string pointer)
    {
        if (call.Text("event") is not { } name) return [Doubt.Missing(pointer, "event")];
        return Tell(call, pointer, it => events.Of(name) is { } known
            ? it.Mean(known, type => SegmentCall.Detail(type, call, name), Meaningless)
            : it.Mean(otherEvents, type => SegmentCall.Unnamed(type, call, name), Meaningless));
    }

    /// <summary>Of the four times of a call only <c>timestamp</c> is when it happened, the device's clock corrected.</summary>
    private static IEnumerable<Item> Tell(JsonElement call, string pointer, Func<Occurrence, IEnumerable<Item>> say)
    {
        if (call.Digits("messageId") is not { } id) return [Doubt.Missing(pointer, "messageId")];
        if (SegmentCall.Subject(call) is not { } subject) return [Doubt.Lead(pointer, "Neither 'userId' nor 'anonymousId' is there.")];
        return Times.OfText(call.Text("timestamp")) is { } time ? say(new Occurrence(pointer, id, subject, time)) : [Doubt.Time(pointer, call, "timestamp")];
    }
}
