using LeadLifecycle.Server.Edges.Connections.Reading;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Mautic;

/// <summary>
/// Mautic's webhooks (devdocs.mautic.org, "Webhook events and payloads", and the <c>WebhookSubscriber</c> of each bundle of mautic/mautic).
/// </summary>
/// <remarks>
/// Mautic tells of no stage: a contact is marketing-qualified when its points reach a number, or when it comes into a segment, that the
/// connection's mapping names. Without either, nothing is inferred.
/// </remarks>
internal sealed class MauticVendor : IVendor
{
    private const int MostSegments = 100;

    public string Name => "mautic";

    public IVendorMapping Read(Members mapping)
    {
        var read = new MauticMapping(new MauticQualification(
            mapping.Number("qualifyAtPoints"),
            mapping.Texts("qualifyingSegments", MostSegments).ToHashSet(StringComparer.Ordinal),
            mapping.Text("criteriaVersion"),
            mapping.Text("team")));
        mapping.Done();
        return read;
    }
}
