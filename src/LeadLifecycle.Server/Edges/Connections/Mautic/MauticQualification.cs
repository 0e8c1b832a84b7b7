using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Mautic;

/// <summary>What makes a contact marketing-qualified.</summary>
/// <param name="AtPoints">Reached from below; null: points qualify nobody.</param>
/// <param name="Segments">By alias or id; coming into one qualifies.</param>
/// <param name="CriteriaVersion">Of the agreed criteria, as the fact says it.</param>
/// <param name="Team">The team the handoff is offered to.</param>
internal sealed record MauticQualification(decimal? AtPoints, IReadOnlySet<string> Segments, string? CriteriaVersion, string? Team)
{
    private const string Fact = "lead.marketing-qualified";

    /// <summary>Above before and after is no news, and falling below takes nothing back.</summary>
    public IEnumerable<Item> OfPoints(JsonElement points, Occurrence it)
    {
        if (points.Number("old_points") is not { } before) return [Doubt.Missing(it.Pointer, "points/old_points")];
        if (points.Number("new_points") is not { } after) return [Doubt.Missing(it.Pointer, "points/new_points")];
        return before < AtPoints && AtPoints <= after
            ? [it.Said(Fact, Data(points.Digits("new_points")))]
            : [new Item.Ignored(it.Pointer, "These points do not come to the number that qualifies.")];
    }

    public IEnumerable<Item> OfSegment(JsonElement segment, string action, Occurrence it) => action switch
    {
        "added" when Names(segment).Any(Segments.Contains) => [it.Said(Fact, Data(null))],
        "added" => [new Item.Ignored(it.Pointer, "This segment does not qualify.")],
        "removed" => [new Item.Ignored(it.Pointer, "Leaving a segment takes nothing back.")],
        _ => [Doubt.Word(it.Pointer, "action", action)],
    };

    private static IEnumerable<string> Names(JsonElement segment) => new[] { segment.Text("alias"), segment.Digits("id") }.OfType<string>();

    private JsonObject Data(string? score) => Occurrence.Of(("score", score), ("criteriaVersion", CriteriaVersion), ("team", Team));
}
