namespace LeadLifecycle.Cli.Mapping;

/// <summary>Reads the rules of an event log and the facts of a snapshot.</summary>
public static class RuleReader
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Anywhere = [];

    /// <summary>Rules share the file's time and actor columns; the first that fits a row is taken.</summary>
    public static IReadOnlyList<FactRule> LogRules(Node file, IReadOnlyDictionary<string, TimeRule> times)
    {
        var time = TimeColumn(file.Get("time"), times);
        var actor = file.Find("actor")?.Text();
        return [.. file.Get("rules").Items().Select((node, i) =>
        {
            node.Only("activity", "where", "fact", "skip", "occurrence", "data");
            var type = Type(node);
            return new FactRule(
                $"rules/{i}",
                type,
                node.Find("activity")?.Text(),
                node.Find("where") is { } where ? where.Members().ToDictionary(m => m.Name, m => m.Value.Texts()) : Anywhere,
                [],
                time,
                actor,
                node.Find("occurrence")?.OneOf("every", "first") == "first",
                DataReader.Read(node, type, times));
        })];
    }

    /// <summary>Every fact has its own time column; one row gives every fact whose <c>when</c> columns are filled.</summary>
    public static IReadOnlyList<FactRule> SnapshotFacts(Node file, IReadOnlyDictionary<string, TimeRule> times)
    {
        var names = new HashSet<string>();
        return [.. file.Get("facts").Items().Select(node =>
        {
            node.Only("name", "fact", "time", "when", "where", "actor", "data");
            var type = Type(node);
            var name = node.Find("name")?.Text() ?? type!;
            if (!names.Add(name))
            {
                throw node.Wrong($"two facts are called \"{name}\"; give one a \"name\" of its own, it is part of the fact's id.");
            }

            return new FactRule(
                name,
                type,
                null,
                node.Find("where") is { } where ? where.Members().ToDictionary(m => m.Name, m => m.Value.Texts()) : Anywhere,
                node.Find("when")?.Texts() ?? [],
                TimeColumn(node.Get("time"), times),
                node.Find("actor")?.Text(),
                false,
                DataReader.Read(node, type, times));
        })];
    }

    private static string? Type(Node node)
    {
        if (node.Find("skip")?.Flag() == true)
        {
            return node.Has("fact") ? throw node.Wrong("a rule has a \"fact\" or says \"skip\", not both.") : null;
        }

        return node.Get("fact").OneOf([.. FactTypes.All.Keys]);
    }

    private static string TimeColumn(Node node, IReadOnlyDictionary<string, TimeRule> times) => times.ContainsKey(node.Text())
        ? node.Text()
        : throw node.Wrong($"\"times\" does not say how the column \"{node.Text()}\" is written.");
}
