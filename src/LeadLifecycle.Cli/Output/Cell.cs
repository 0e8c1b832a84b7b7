using System.Globalization;

namespace LeadLifecycle.Cli.Output;

/// <summary>A value twice: exact for scripts, and as people read it.</summary>
public readonly record struct Cell(string Exact, string Human, bool IsNumber)
{
    public static implicit operator Cell(string? text) => new(text ?? "", text ?? "", false);

    public static implicit operator Cell(long number) =>
        new(number.ToString(CultureInfo.InvariantCulture), number.ToString("N0", CultureInfo.InvariantCulture), true);

    /// <summary>A number in the right-aligned sense that is written as a text (<c>insufficient</c>, or nothing).</summary>
    public static Cell Word(string text) => new(text, text, true);

    /// <summary>Seconds in a pipe; days, hours, minutes or seconds on a terminal.</summary>
    public static Cell Duration(double seconds) => new(seconds.ToString("0.###", CultureInfo.InvariantCulture), Humane(seconds), true);

    /// <summary>An instant in UTC: as it came in a pipe, to the second on a terminal.</summary>
    public static Cell Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new Cell(text, time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), false)
            : (Cell)text;

    /// <summary>A value without line breaks, tabs and escape codes: it must be one column, and must not drive the terminal.</summary>
    public static string OneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    private static string Humane(double seconds) => Math.Abs(seconds) switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 90 * 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 48 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0.#} d"),
    };
}
