using System.Globalization;
using System.Text.RegularExpressions;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary>
/// Lengths of time in hours, minutes and seconds: <c>4h</c>, <c>1h30m</c>, <c>45s</c>, or ISO 8601 <c>PT4H</c>. A day is
/// not among them: of business time nobody could say how long it is.
/// </summary>
internal static partial class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Above zero, at most a year; null for anything else.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } form) return null;
        var time = Part(form, "h", 3600) + Part(form, "m", 60) + Part(form, "s", 1);
        return time > TimeSpan.Zero && time <= Longest ? time : null;
    }

    public static TimeSpan Read(Members members, string name) =>
        Parse(members.RequiredText(name)) ?? throw members.Malformed(name, "is no duration above zero and up to a year, such as 4h, 1h30m or PT4H");

    public static string Write(TimeSpan time)
    {
        var (hours, minutes, seconds) = ((long)time.TotalHours, time.Minutes, time.Seconds);
        return $"{(hours > 0 ? $"{hours}h" : "")}{(minutes > 0 ? $"{minutes}m" : "")}{(seconds > 0 ? $"{seconds}s" : "")}";
    }

    private static TimeSpan Part(Match form, string unit, int seconds) =>
        form.Groups[unit] is { Success: true } group ? TimeSpan.FromSeconds(long.Parse(group.Value, CultureInfo.InvariantCulture) * seconds) : TimeSpan.Zero;

    [GeneratedRegex("^(PT(?=.)((?<h>[0-9]{1,6})H)?((?<m>[0-9]{1,6})M)?((?<s>[0-9]{1,8})S)?|(?=.)((?<h>[0-9]{1,6})h)?((?<m>[0-9]{1,6})m)?((?<s>[0-9]{1,8})s)?)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
