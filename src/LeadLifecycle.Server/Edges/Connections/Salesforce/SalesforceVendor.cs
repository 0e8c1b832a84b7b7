using System.Security.Cryptography;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Edges.Connections.Reading;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>
/// Salesforce's change events (developer.salesforce.com, "Change Data Capture Developer Guide"), handed on by a forwarder: Salesforce
/// itself calls nobody with them.
/// </summary>
/// <remarks>
/// The lead statuses are an organisation's own; the defaults are those a new one has. "Working - Contacted" is a contact and no
/// acceptance: a team for which it is both says <c>{"statuses": {"Working - Contacted": ["lead.sales-accepted", "lead.contacted"]}}</c>.
/// </remarks>
internal sealed class SalesforceVendor : IVendor
{
    /// <summary>The values of <c>Lead.Status</c>, of older and newer organisations. A converted status says nothing: the conversion does.</summary>
    private static readonly MeaningTable Statuses = new(
        ("Open - Not Contacted", null),
        ("New", null),
        ("Working - Contacted", "lead.contacted"),
        ("Contacted", "lead.contacted"),
        ("Closed - Not Converted", "lead.lost"),
        ("Unqualified", "lead.lost"),
        ("Closed - Converted", null),
        ("Qualified", null));

    /// <summary>The forwarder is the organisation's own and may sign as it likes; this, unless the mapping says how: hex of HMAC-SHA256 over the body.</summary>
    private static readonly ISignature ForwarderSignature = BodySignature.Of("X-Signature", HMACSHA256.HashData, isBase64: false);

    public string Name => "salesforce";

    public IVendorMapping Read(Members mapping)
    {
        var read = new SalesforceMapping(
            mapping.Has("signature") ? SignatureReader.Read(mapping) : ForwarderSignature, Statuses.With(mapping, "statuses"), Currency(mapping), mapping.Text("opportunityLeadField"));
        mapping.Done();
        return read;
    }

    private static string? Currency(Members mapping)
    {
        var code = mapping.Text("currency");
        return code is null || Currencies.Contains(code) ? code : throw mapping.Malformed("currency", "is no ISO 4217 currency code");
    }
}
