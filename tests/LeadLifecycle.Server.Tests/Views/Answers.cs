using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Views;

/// <summary>Reads the parts of a report.</summary>
internal static class Answers
{
    public static string? Text(this JsonNode node, string name) => (string?)node[name];

    public static long[] Counts(this JsonNode node, params string[] names) => [.. names.Select(name => (long)node[name]!)];

    public static double[] Numbers(this JsonNode node, params string[] names) => [.. names.Select(name => (double)node[name]!)];

    /// <summary>One count per stage, in rank order; all eight are always there.</summary>
    public static long[] Stages(this JsonNode group, string count)
    {
        var stages = group["stages"]!.AsArray();
        stages.Select(stage => (string?)stage!["stage"]).ShouldBe(Enum.GetNames<Stage>());
        return [.. stages.Select(stage => (long)stage![count]!)];
    }
}
