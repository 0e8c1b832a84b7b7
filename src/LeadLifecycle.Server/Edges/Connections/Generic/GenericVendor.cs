using LeadLifecycle.Server.Edges.Connections.Generic.Signatures;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>Any vendor that delivers JSON: its whole mapping is data. schema/connections/generic.schema.json says what can stand in it.</summary>
internal sealed class GenericVendor : IVendor
{
    private const int MostRules = 100;

    public string Name => "generic";

    public IVendorMapping Read(Members mapping)
    {
        // For editors and people.
        mapping.Skip("$schema");
        mapping.Skip("description");
        return Mapping(mapping);
    }

    private static GenericMapping Mapping(Members mapping) => new(SignatureReader.Read(mapping))
    {
        Items = mapping.Has("items") ? mapping.Pointer("items") : JsonPointer.Root,
        Id = ExpressionReader.ReadIfAny(mapping, "id"),
        Subject = ExpressionReader.ReadIfAny(mapping, "subject"),
        Time = ItemTimeReader.Read(mapping.Object("time") ?? throw mapping.Malformed("time", "is required")),
        Rules = mapping.Objects("rules", MostRules) is { Count: > 0 } rules ? [.. rules.Select(RuleReader.Read)] : throw mapping.Malformed("rules", "is required"),
        IgnoresOthers = (mapping.Text("otherwise") ?? "quarantine") switch
        {
            "quarantine" => false,
            "ignore" => true,
            _ => throw mapping.Malformed("otherwise", "is neither quarantine nor ignore"),
        },
    };
}
