namespace LeadLifecycle.Cli.Mapping;

/// <summary>Reads one entry of <c>files</c>: which data file it is, its shape, its times and its rules.</summary>
public static class FileReader
{
    private static readonly string[] Log = ["activity", "time", "actor", "rules"];
    private static readonly string[] Snapshot = ["facts"];
    private static readonly string[] Common = ["name", "shape", "match", "separator", "subject", "id", "times", "join", "optional"];

    public static MappedFile Read(Node node)
    {
        var isLog = node.Get("shape").OneOf("event-log", "snapshot") == "event-log";
        node.Only([.. Common, .. isLog ? Log : Snapshot]);
        var times = TimesReader.Read(node.Get("times"));
        var match = node.Find("match")?.Only("fileName", "header");
        return new MappedFile(
            node.Get("name").Text(),
            match?.Find("fileName")?.Text(),
            match?.Find("header")?.Texts() ?? [],
            Separator(node.Find("separator")),
            node.Get("subject").Text(),
            isLog ? node.Get("activity").Text() : null,
            node.Find("id")?.Texts() ?? [],
            times,
            isLog ? RuleReader.LogRules(node, times) : RuleReader.SnapshotFacts(node, times),
            node.Find("join")?.Text(),
            node.Find("optional")?.Flag() ?? false);
    }

    private static char Separator(Node? node) => node?.OneOf(",", ";", "\t", "|")[0] ?? ',';
}
