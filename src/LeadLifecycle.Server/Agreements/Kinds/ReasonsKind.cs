using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary><c>reasons</c>: why a lead may be lost or recycled, codes in categories.</summary>
internal sealed class ReasonsKind : AgreementKind<ReasonCodes>
{
    public const int MostPerCategory = 200;
    private const int MostCategories = 100;

    public override string Name => "reasons";

    protected override ReasonCodes Read(Members content)
    {
        var categories = content.Object("categories") ?? throw content.Malformed("categories", "is required");
        if (categories.Names.Count is 0 or > MostCategories) throw content.Malformed("categories", $"holds none, or more than {MostCategories}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var codes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var category in categories.Names)
        {
            codes[category] = categories.Texts(category, MostPerCategory);
            foreach (var code in codes[category].Prepend(category))
            {
                if (!seen.Add(CodeNames.Checked(categories, category, code))) throw categories.Malformed(category, $"has the code '{code}' that stands twice");
            }
        }

        return new ReasonCodes(codes);
    }

    protected override JsonObject Write(ReasonCodes part)
    {
        var categories = part.Codes.GroupBy(part.CategoryOf).OrderBy(category => category.Key, StringComparer.Ordinal);
        return new JsonObject
        {
            ["categories"] = new JsonObject(categories.Select(category => KeyValuePair.Create(category.Key, (JsonNode?)Codes(category)))),
        };
    }

    protected override ReasonCodes PartOf(Agreed agreed) => agreed.Reasons;

    protected override Agreed Put(Agreed agreed, ReasonCodes part, int version) => agreed with { Reasons = part };

    private static JsonArray Codes(IGrouping<string, string> category) =>
        [.. category.Where(code => code != category.Key).Order(StringComparer.Ordinal).Select(code => (JsonNode)code)];
}
