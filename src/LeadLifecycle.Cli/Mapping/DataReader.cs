using System.Text.Json;

namespace LeadLifecycle.Cli.Mapping;

/// <summary>Reads the <c>data</c> of a rule: which member comes from which column or constant.</summary>
public static class DataReader
{
    public static IReadOnlyList<DataMember> Read(Node rule, string? type, IReadOnlyDictionary<string, TimeRule> times)
    {
        if (rule.Find("data") is not { } data)
        {
            return [];
        }

        var known = type is null ? throw data.Wrong("a rule that skips has no data.") : FactTypes.All[type];
        // Ordered, so that the members of one inner object come one after the other.
        return [.. data.Members().Select(m => Member(m.Name, m.Value, known, times)).OrderBy(m => m.Path.Split('.')[0], StringComparer.Ordinal)];
    }

    private static DataMember Member(string path, Node node, string[] known, IReadOnlyDictionary<string, TimeRule> times)
    {
        if (!known.Contains(path))
        {
            throw node.Wrong($"this fact has no member \"{path}\"; it has: {string.Join(", ", known)}.");
        }

        if (node.Find("value") is { } constant)
        {
            node.Only("value");
            return constant.Json.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                ? new DataMember(path, null, constant.Json.GetRawText(), new Dictionary<string, string?>(), DataKind.Text)
                : throw constant.Wrong("a constant is a text, a number, true or false.");
        }

        node.Only("column", "values", "as");
        var kind = Enum.Parse<DataKind>(node.Find("as")?.OneOf("text", "number", "boolean", "date", "instant") ?? "text", ignoreCase: true);
        var column = node.Get("column").Text();
        return kind is DataKind.Date or DataKind.Instant && !times.ContainsKey(column)
            ? throw node.Wrong($"\"times\" does not say how the column \"{column}\" is written.")
            : new DataMember(path, column, null, Values(node.Find("values")), kind);
    }

    private static Dictionary<string, string?> Values(Node? node) => node?.Members().ToDictionary(
        member => member.Name,
        member => member.Value.Json.ValueKind == JsonValueKind.Null ? null : (string?)member.Value.Text()) ?? [];
}
