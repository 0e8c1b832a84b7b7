namespace LeadLifecycle.Cli.Mapping;

/// <summary>The facts a file can say, and the members their data may have.</summary>
public static class FactTypes
{
    private static readonly string[] Touch = ["kind", "channel", "campaign"];

    /// <summary>CloudEvent type → data members.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["lead.captured"] =
        [
            "source", "sourceClass", "channel", "campaign", "contact.email", "contact.phone", "contact.name", "company.name",
            "company.industry", "company.employees", "company.country", "company.technology", "company.role", "reopen",
        ],
        ["lead.touched"] = Touch,
        ["lead.contacted"] = Touch,
        ["lead.engaged"] = [.. Touch, "reopen"],
        ["lead.marketing-qualified"] = ["score", "criteriaVersion", "team", "reopen"],
        ["lead.sales-accepted"] = ["owner", "team"],
        ["lead.sales-qualified"] = ["amount", "currency", "expectedClose", "fit"],
        ["lead.won"] = ["amount", "currency"],
        ["lead.lost"] = ["reason", "note", "revisitAt"],
        ["lead.recycled"] = ["reason", "note", "revisitAt"],
    };
}
