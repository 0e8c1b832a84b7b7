using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>
/// Reads <c>{"pointer", "format": rfc3339 | unix-seconds | unix-milliseconds}</c> or <c>{"pointer", "formats": […], "zone"?,
/// "doubled"?, "skipped"?}</c>. Nothing is guessed: a format without an offset needs a zone.
/// </summary>
internal static class ItemTimeReader
{
    private const int MostFormats = 16;

    public static ItemTime Read(Members members)
    {
        var pointer = members.Pointer("pointer");
        var form = members.Has("formats") ? Written(members) : Named(members);
        members.Done();
        return new ItemTime(pointer, form);
    }

    private static ITimeForm Named(Members members) => members.RequiredText("format") switch
    {
        "rfc3339" => new Rfc3339Form(),
        "unix-seconds" => new UnixForm(Milliseconds: false),
        "unix-milliseconds" => new UnixForm(Milliseconds: true),
        _ => throw members.Malformed("format", "is none of rfc3339, unix-seconds, unix-milliseconds; others are written as formats"),
    };

    private static WrittenForm Written(Members members)
    {
        var formats = members.Texts("formats", MostFormats);
        if (formats.Count == 0 || !formats.All(IsWhole)) throw members.Malformed("formats", "must be exact: year (yyyy), month and day in each, a 12-hour clock with tt, an offset as zzz");
        var zone = members.Text("zone");
        if (zone is null && !formats.All(WrittenForm.HasOffset)) throw members.Malformed("zone", "is required for a format without an offset (an IANA name, or UTC)");
        return new WrittenForm(formats, zone is null ? null : Zone(members, zone), Choice(members, "doubled", "first", "second"), Choice(members, "skipped", "shift") is not null);
    }

    /// <summary>A standard format of one letter means several; K fits no offset at all, which would then be a guess.</summary>
    private static bool IsWhole(string format) => format.Length > 1 && format.Contains("yyyy", StringComparison.Ordinal) && format.Contains('M') && format.Contains('d')
        && !format.Contains('K') && (!format.Contains('h') || format.Contains('t')) && (!format.Contains('z') || WrittenForm.HasOffset(format));

    private static TimeZoneInfo Zone(Members members, string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw members.Malformed("zone", "is no IANA zone");

    private static string? Choice(Members members, string name, params string[] choices) =>
        members.Text(name) is not { } given ? null : choices.Contains(given) ? given : throw members.Malformed(name, $"is none of {string.Join(", ", choices)}");
}
