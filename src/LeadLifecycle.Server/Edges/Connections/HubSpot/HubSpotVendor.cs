using LeadLifecycle.Server.Edges.Connections.Reading;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.HubSpot;

/// <summary>
/// HubSpot's webhooks of CRM objects: lists of events, of which the contacts' matter (developers.hubspot.com, "Webhooks API" and
/// "Generic webhook subscriptions").
/// </summary>
/// <remarks>
/// HubSpot has no acceptance of its own. A team for which "sales qualified lead" is that sales took the lead says so:
/// <c>{"stages": {"salesqualifiedlead": "lead.sales-accepted"}}</c>; one that works with lead statuses maps those.
/// </remarks>
internal sealed class HubSpotVendor : IVendor
{
    /// <summary>
    /// The values of <c>lifecyclestage</c>. A subscriber asked for mail and is no lead yet; an opportunity is a contact with a deal, which
    /// is what sales-qualified means here; an evangelist was won before. "other" says nothing until the connection says what.
    /// </summary>
    private static readonly MeaningTable Stages = new(
        ("subscriber", "lead.touched"),
        ("lead", "lead.captured"),
        ("marketingqualifiedlead", "lead.marketing-qualified"),
        ("salesqualifiedlead", "lead.sales-qualified"),
        ("opportunity", "lead.sales-qualified"),
        ("customer", "lead.won"),
        ("evangelist", null));

    public string Name => "hubspot";

    public IVendorMapping Read(Members mapping)
    {
        var read = new HubSpotMapping(Stages.With(mapping, "stages"), new MeaningTable().With(mapping, "leadStatuses"));
        mapping.Done();
        return read;
    }
}
