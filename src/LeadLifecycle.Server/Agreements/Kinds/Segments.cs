using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary>Leads with targets or a calendar of their own. Their order counts: of equally specific ones the first listed wins.</summary>
internal static class Segments
{
    public const int MostValues = 200;

    public static IReadOnlyList<SlaSegment> Read(Members content, int most)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. content.Objects("segments", most).Select(segment => Read(segment, names))];
    }

    public static JsonNode Write(SlaSegment segment)
    {
        var when = new JsonObject();
        if (segment.Sources.Count > 0) when["sources"] = Texts(segment.Sources);
        if (segment.Countries.Count > 0) when["countries"] = Texts(segment.Countries);
        if (segment.Teams.Count > 0) when["teams"] = Texts(segment.Teams);
        if (segment.MinScore is { } score) when["minScore"] = score;
        var written = new JsonObject { ["name"] = segment.Name, ["when"] = when };
        if (segment.Calendar is { } calendar) written["calendar"] = calendar;
        written["targets"] = Targets.Write(segment.Targets);
        return written;
    }

    private static SlaSegment Read(Members members, HashSet<string> names)
    {
        var name = CodeNames.Checked(members, "name", members.RequiredText("name"));
        if (!names.Add(name)) throw members.Malformed("name", "is another segment's too");
        var when = members.Object("when") ?? throw members.Malformed("when", "is required");
        var segment = new SlaSegment(name)
        {
            Sources = when.Texts("sources", MostValues),
            Countries = when.Texts("countries", MostValues),
            Teams = when.Texts("teams", MostValues),
            MinScore = when.Number("minScore"),
            Calendar = members.Text("calendar"),
            Targets = Targets.Read(members.Object("targets")),
        };
        when.Done();
        members.Done();
        return segment.Conditions > 0 ? segment : throw members.Malformed("when", "has no condition; what holds for all leads stands outside of segments");
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
