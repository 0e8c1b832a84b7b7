using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <param name="signature">How the forwarder shows that it holds the secret.</param>
/// <param name="statuses">What the values of <c>Lead.Status</c> mean.</param>
/// <param name="currency">Of amounts, where the organisation has one currency and its events therefore name none.</param>
/// <param name="opportunityLeadField">A field of Opportunity that holds its lead's record id; null when there is none.</param>
internal sealed class SalesforceMapping(ISignature signature, MeaningTable statuses, string? currency, string? opportunityLeadField) : IVendorMapping
{
    public bool IsSigned(Delivery delivery, string secret, DateTimeOffset now) => signature.IsOn(delivery, secret, now);

    public IReadOnlyList<Item> Translate(JsonElement body)
    {
        var conversions = Conversions.In(body);
        return Parts.Read(body, (part, pointer) => ChangeEvent.In(part, pointer) is { } e
            ? OfEvent(e, conversions)
            : [Doubt.Shape(pointer, "No change event of Salesforce's: it has no 'ChangeEventHeader'.")]);
    }

    /// <summary>A lead's conversion needs its opportunity; the delivery is searched for one only then.</summary>
    public IReadOnlyList<string> NeededBy(JsonElement body, string pointer) =>
        JsonPointer.Parse(pointer)?.Find(body) is { } part && Parts.FaultOf(part, pointer) is null && ChangeEvent.In(part, pointer) is { Entity: "Lead" } lead
        && Conversions.IsIn(lead) && Conversions.In(body).OpportunityOf(lead) is { } opportunity
            ? [opportunity.Pointer]
            : [];

    private IEnumerable<Item> OfEvent(ChangeEvent e, Conversions conversions) => (e.Entity, e.ChangeType) switch
    {
        (null, _) => [Doubt.Missing(e.Pointer, "entityName")],
        (_, null) => [Doubt.Missing(e.Pointer, "changeType")],
        _ when conversions.Made(e) && OpportunityChange.EndOf(e) is null => [new Item.Ignored(e.Pointer, "Part of a lead's conversion, which its own change tells.")],
        (not ("Lead" or "Opportunity"), _) => [new Item.Ignored(e.Pointer, "Only leads, and the opportunities that end them, matter here.")],
        _ when e.Records.Count == 0 => [Doubt.Missing(e.Pointer, "recordIds")],
        (_, "CREATE" or "UPDATE") => e.Entity == "Lead" ? new LeadChange(e, statuses, conversions, currency).Facts() : new OpportunityChange(e, opportunityLeadField, currency).Facts(),
        (_, "DELETE") => [Doubt.Deletion(e.Pointer, "The record was deleted at Salesforce; what becomes of the lead is not said.")],
        (_, "UNDELETE") => [new Item.Ignored(e.Pointer, "The lead was never taken away here.")],
        (_, var gap) when gap.StartsWith("GAP_", StringComparison.Ordinal) => [Doubt.Gap(e.Pointer, "Salesforce says that the record changed and not how: read it there and report it.")],
        _ => [Doubt.Type(e.Pointer, e.ChangeType)],
    };
}
