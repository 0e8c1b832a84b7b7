using LeadLifecycle.Server.Edges.Connections.Reading;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Segment;

/// <summary>
/// Segment's webhook destinations (segment.com/docs: "Spec", "Webhooks (Actions) Destination"): one call per delivery, or a list of them.
/// </summary>
/// <remarks>
/// An event of a <c>track</c> is a name somebody chose. One the connection does not know is a touch: kept on the timeline, moving
/// nothing. What moves a lead is said by name: <c>{"events": {"Demo Requested": "lead.engaged", "Plan Bought": "lead.won"}}</c>.
/// </remarks>
internal sealed class SegmentVendor : IVendor
{
    private const string Identify = "identify";
    private const string OtherEvents = "otherEvents";
    private const string Pages = "pages";

    private static readonly MeaningTable Calls = new((Identify, "lead.captured"), (OtherEvents, "lead.touched"), (Pages, "lead.touched"));

    public string Name => "segment";

    public IVendorMapping Read(Members mapping)
    {
        var read = new SegmentMapping(
            new MeaningTable().With(mapping, "events"), Meant(mapping, Identify), Meant(mapping, OtherEvents), Meant(mapping, Pages));
        mapping.Done();
        return read;
    }

    /// <summary>A member that is null says that its calls mean nothing; one that is absent, what they mean by default.</summary>
    private static IReadOnlyList<Meaning> Meant(Members mapping, string name) =>
        mapping.Has(name) ? Meaning.ReadAll(mapping.Raw(name), mapping.PointerTo(name)) : Calls.Of(name)!;
}
