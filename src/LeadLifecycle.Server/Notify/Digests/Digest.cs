using System.Globalization;

namespace LeadLifecycle.Server.Notify.Digests;

/// <summary>
/// How a subscription gathers: one message per period with all that is pending then. Hourly periods end at the full
/// hour of UTC, daily ones at an hour of the subscriber's own wall clock.
/// </summary>
/// <param name="At">Null gathers by the hour.</param>
internal sealed record Digest(TimeOnly? At, TimeZoneInfo Zone)
{
    public const string None = "none";
    public const string Hourly = "hourly";
    public const string Daily = "daily";
    public const string TimeFormat = "HH:mm";

    /// <summary>As it is kept beside the subscription: <c>hourly</c>, or <c>daily 08:00 Europe/Berlin</c>.</summary>
    public string Text => At is { } at ? $"{Daily} {at.ToString(TimeFormat, CultureInfo.InvariantCulture)} {Zone.Id}" : Hourly;

    /// <summary>Null when each delivery goes for itself.</summary>
    public static Digest? Parse(string? text) => text?.Split(' ', 3) switch
    {
        null => null,
        [Daily, var at, var zone] => new Digest(TimeOnly.ParseExact(at, TimeFormat, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)),
        _ => new Digest(null, TimeZoneInfo.Utc),
    };

    /// <summary>The first end of a period after an instant; UTC.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset instant) => At is { } at ? EndAfter(instant, at) : new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1);

    private DateTimeOffset EndAfter(DateTimeOffset instant, TimeOnly at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
        while (InstantOf(day, at) <= instant) day = day.AddDays(1);
        return InstantOf(day, at);
    }

    /// <summary>Of an hour that comes twice the first; an hour that is skipped comes as late as the clocks were put forward.</summary>
    private DateTimeOffset InstantOf(DateOnly day, TimeOnly at)
    {
        var local = day.ToDateTime(at);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
