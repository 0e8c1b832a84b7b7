using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Segment;

/// <summary>The traits that Segment's spec reserves, as a lead's contact and firm. Others, which a site makes up, are left where they are.</summary>
internal static class SegmentTraits
{
    public static JsonObject Person(JsonElement traits) =>
        Occurrence.Of(("email", traits.Text("email")), ("phone", traits.Digits("phone")), ("name", traits.Text("name") ?? FullName(traits)));

    public static JsonObject Company(JsonElement traits)
    {
        var company = traits.Member("company");
        return Occurrence.Of(
            ("name", company.Text("name") ?? traits.Text("company")),
            ("industry", company.Text("industry") ?? traits.Text("industry")),
            ("employees", company.Count("employee_count") ?? traits.Count("employees")),
            ("country", traits.Member("address").Text("country")),
            ("role", traits.Text("title")));
    }

    /// <summary>Written both ways in the wild, the spec's first.</summary>
    private static string? FullName(JsonElement traits)
    {
        var names = new[] { traits.Text("firstName") ?? traits.Text("first_name"), traits.Text("lastName") ?? traits.Text("last_name") }.OfType<string>().ToList();
        return names.Count > 0 ? string.Join(' ', names) : null;
    }
}
