using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadLifecycle.Cli.Mapping;

/// <summary>One exact .NET custom format. <c>K</c> means an offset or <c>Z</c>, and one of them must be there.</summary>
public sealed partial class TimeFormat
{
    private readonly string exact;
    private readonly string? withZ;

    private TimeFormat(string pattern, bool hasOffset)
    {
        (Pattern, HasOffset) = (pattern, hasOffset);
        // .NET's own K also fits no offset at all, which would then mean the zone of the machine.
        exact = pattern.Replace("K", "zzz");
        withZ = pattern.EndsWith('K') ? pattern[..^1] + "'Z'" : null;
    }

    public string Pattern { get; }

    /// <summary>Times in this format carry their offset.</summary>
    public bool HasOffset { get; }

    /// <summary>Takes a pattern, or says why it would leave something to guess.</summary>
    public static bool TryMake(string pattern, out TimeFormat format, out string complaint)
    {
        var bare = Quoted().Replace(pattern, "");
        format = new TimeFormat(pattern, bare.Contains('z') || bare.Contains('K'));
        complaint = bare switch
        {
            { Length: < 2 } => "a standard format means several patterns; write the exact one",
            _ when !bare.Contains("yyyy") || !bare.Contains('M') || !bare.Contains('d') => "year (yyyy), month and day must all be in it",
            _ when bare.Contains('h') && !bare.Contains('t') => "a 12-hour clock (h) needs AM/PM (tt)",
            _ when bare.Contains('K') && !bare.EndsWith('K') => "K can only stand at the end",
            _ when bare.Contains('Z') => "write K for a Z or an offset at the end",
            _ => "",
        };
        return complaint.Length == 0;
    }

    /// <summary>Reads a text as this format says; without an offset the result stands at +00:00 until a zone is applied.</summary>
    public bool TryRead(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text,
            withZ is not null && text.EndsWith('Z') ? withZ : exact,
            CultureInfo.InvariantCulture,
            // Without this a time lacking an offset would be read in the machine's zone.
            DateTimeStyles.AssumeUniversal,
            out time);

    [GeneratedRegex("""'[^']*'|"[^"]*"|\\.""")]
    private static partial Regex Quoted();
}
