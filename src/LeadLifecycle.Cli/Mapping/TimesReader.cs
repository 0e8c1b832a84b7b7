namespace LeadLifecycle.Cli.Mapping;

/// <summary>Reads <c>times</c>: for every column that holds a time, its exact formats and its zone.</summary>
public static class TimesReader
{
    public static IReadOnlyDictionary<string, TimeRule> Read(Node node) =>
        node.Members().ToDictionary(member => member.Name, member => Rule(member.Value));

    private static TimeRule Rule(Node node)
    {
        node.Only("formats", "zone", "doubled", "skipped");
        var formats = node.Get("formats").Items().Select(Format).ToList();
        var local = formats.Any(format => !format.HasOffset);
        if (local && !node.Has("zone"))
        {
            throw node.Wrong("a format without an offset needs a \"zone\" (an IANA name such as Europe/Amsterdam, or UTC).");
        }

        if (!local && node.Find("zone") is { } idle)
        {
            throw idle.Wrong("every format carries its offset, so this zone would mean nothing.");
        }

        return new TimeRule(
            formats,
            node.Find("zone") is { } zone ? Zone(zone) : null,
            node.Find("doubled")?.OneOf("first", "second") switch { "first" => DoubledHour.First, "second" => DoubledHour.Second, _ => DoubledHour.Stop },
            node.Find("skipped")?.OneOf("shift") is null ? SkippedHour.Stop : SkippedHour.Shift);
    }

    private static TimeFormat Format(Node node) => TimeFormat.TryMake(node.Text(), out var format, out var complaint)
        ? format
        : throw node.Wrong($"\"{node.Text()}\": {complaint}.");

    private static TimeZoneInfo Zone(Node node) => TimeZoneInfo.TryFindSystemTimeZoneById(node.Text(), out var zone)
        ? zone
        : throw node.Wrong($"\"{node.Text()}\" is not an IANA time zone known to this machine.");
}
