using System.Text.Json;

namespace LeadLifecycle.Server.Hosting;

/// <summary>What a member nobody knows may hold: it is kept whole in the vault, so it must be sound all the way down.</summary>
internal static class Unmapped
{
    public const int DeepestNesting = 32;

    /// <summary>What is wrong with it, as the end of a sentence; null when nothing is.</summary>
    public static string? FaultOf(JsonElement value)
    {
        try
        {
            return FaultOf(value, 0);
        }
        catch (InvalidOperationException)
        {
            return "holds half a surrogate pair";
        }
    }

    private static string? FaultOf(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array when depth == DeepestNesting => $"is nested deeper than {DeepestNesting}",
        JsonValueKind.Object => FaultOfMembers(value, depth),
        JsonValueKind.Array => value.EnumerateArray().Select(item => FaultOf(item, depth + 1)).FirstOrDefault(fault => fault is not null),
        JsonValueKind.String when value.GetString() is null => "is no text",
        _ => null,
    };

    private static string? FaultOfMembers(JsonElement value, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Add(member.Name)) return "holds a member twice";
            if (FaultOf(member.Value, depth + 1) is { } fault) return fault;
        }

        return null;
    }
}
