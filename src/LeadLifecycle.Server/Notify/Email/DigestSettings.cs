using System.Globalization;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Digests;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>Reads how a subscription gathers: <c>digest</c> none, hourly or daily, and for daily <c>at</c> and <c>zone</c>.</summary>
internal static class DigestSettings
{
    /// <exception cref="MalformedException">Unknown, incomplete, or more than its kind needs.</exception>
    public static Digest? Read(Members settings)
    {
        var kind = settings.Text("digest") ?? Digest.None;
        var (at, zone) = (settings.Text("at"), settings.Text("zone"));
        if (kind == Digest.Daily) return new Digest(AtOf(settings, at), ZoneOf(settings, zone));
        if (at is not null) throw settings.Malformed("at", "is of no use: only a daily digest has an hour");
        if (zone is not null) throw settings.Malformed("zone", "is of no use: only a daily digest has a zone");
        return kind switch
        {
            Digest.None => null,
            Digest.Hourly => new Digest(null, TimeZoneInfo.Utc),
            _ => throw settings.Malformed("digest", $"is none of {Digest.None}, {Digest.Hourly}, {Digest.Daily}"),
        };
    }

    private static TimeOnly AtOf(Members settings, string? text) => TimeOnly.TryParseExact(text, Digest.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? at
        : throw settings.Malformed("at", "is not a time of day (HH:mm)");

    private static TimeZoneInfo ZoneOf(Members settings, string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw settings.Malformed("zone", "is no IANA time zone");
}
