using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>What the change of a lead says: that it is there, where its status stands or that it was converted, and whose it is.</summary>
internal sealed class LeadChange(ChangeEvent e, MeaningTable statuses, Conversions conversions, string? currency)
{
    /// <summary>The key prefix of queues and other groups, by which an owner is a team.</summary>
    private const string GroupPrefix = "00G";

    public IReadOnlyList<Item> Facts()
    {
        List<Item> items = [.. Captured(), .. Conversions.IsIn(e) ? Converted() : Status(), .. Owner()];
        return items.Count > 0 ? [.. items.Distinct()] : [new Item.Ignored(e.Pointer, "Nothing that changed says anything of a lead's way.")];
    }

    private IEnumerable<Item> Captured() => e.ChangeType == "CREATE"
        ? e.Tell("captured", e.Records, it => [it.Said("lead.captured", Occurrence.Of(("source", e.Fields.Text("LeadSource")), ("contact", Person(e.Fields)), ("company", Company(e.Fields))))])
        : [];

    /// <summary>Its status is that of a converted lead and says no more.</summary>
    private IEnumerable<Item> Converted() => e.Tell(
        "converted", e.Records, it => [it.Said("lead.sales-qualified", conversions.OpportunityOf(e) is { } opportunity ? OpportunityChange.Worth(opportunity.Fields, currency) : [])]);

    private IEnumerable<Item> Status()
    {
        if (e.Fields.Text("Status") is not { } status) return [];
        return statuses.Of(status) is { } meanings
            ? e.Tell("status", e.Records, it => it.Mean(meanings, Detail, "By the mapping this status says nothing of a lead's way."))
            : [Doubt.Word(e.Pointer, "Status", status)];
    }

    private IEnumerable<Item> Owner() => Holder().Count > 0 ? e.Tell("owner", e.Records, it => [it.Said("lead.owner-assigned", Holder())]) : [];

    private JsonObject Detail(string type) => type switch
    {
        "lead.sales-accepted" => Holder(),
        "lead.touched" or "lead.contacted" or "lead.engaged" => Occurrence.Of(("kind", e.Fields.Text("Status"))),
        _ => [],
    };

    private JsonObject Holder() => e.Fields.Text("OwnerId") is { } owner
        ? Occurrence.Of((owner.StartsWith(GroupPrefix, StringComparison.Ordinal) ? "team" : "owner", owner))
        : [];

    /// <summary>A name comes as a compound of its parts, or whole.</summary>
    private static JsonObject Person(JsonElement fields)
    {
        var name = fields.Member("Name");
        var names = new[] { name.Text("FirstName"), name.Text("LastName") }.OfType<string>().ToList();
        return Occurrence.Of(
            ("email", fields.Text("Email")),
            ("phone", fields.Text("Phone") ?? fields.Text("MobilePhone")),
            ("name", names.Count > 0 ? string.Join(' ', names) : fields.Text("Name")));
    }

    private static JsonObject Company(JsonElement fields) => Occurrence.Of(
        ("name", fields.Text("Company")),
        ("industry", fields.Text("Industry")),
        ("employees", fields.Count("NumberOfEmployees")),
        ("country", fields.Member("Address").Text("Country")),
        ("role", fields.Text("Title")));
}
