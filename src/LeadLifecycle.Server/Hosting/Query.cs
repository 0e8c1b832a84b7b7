using System.Globalization;
using LeadLifecycle.Server.Store;
using Microsoft.Extensions.Primitives;

namespace LeadLifecycle.Server.Hosting;

/// <summary>The query string, read strictly: a parameter nobody knows, or one that does not parse, is a problem, never ignored.</summary>
internal sealed class Query
{
    private readonly Dictionary<string, StringValues> _left;

    public Query(HttpRequest request) => _left = new Dictionary<string, StringValues>(request.Query, StringComparer.Ordinal);

    public string? Text(string name)
    {
        if (!_left.Remove(name, out var values)) return null;
        if (values.Count != 1) throw Invalid(name, "stands more than once");
        if (values[0] is not { Length: > 0 } text) return null;
        return text.Contains('\0') ? throw Invalid(name, "holds a NUL character") : text;
    }

    public string Choice(string name, string fallback, params ReadOnlySpan<string> choices)
    {
        var text = Text(name) ?? fallback;
        return choices.Contains(text) ? text : throw Invalid(name, $"is none of {string.Join(", ", choices.ToArray())}");
    }

    public IReadOnlyList<string> List(string name, IReadOnlyCollection<string> choices)
    {
        var items = Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray() ?? [];
        return items.FirstOrDefault(item => !choices.Contains(item)) is { } unknown
            ? throw Invalid(name, $"cannot be '{unknown}'; it can be {string.Join(", ", choices)}")
            : items;
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Invalid(name, "is neither true nor false"),
    };

    /// <summary>An instant: RFC 3339 with an offset; nothing is guessed about a date alone.</summary>
    public DateTimeOffset? Instant(string name) => Text(name) is not { } text ? null
        : Rfc3339.TryParse(text.Replace(' ', '+'), out var instant) ? instant
        : throw Invalid(name, "is not an RFC 3339 time with an offset");

    public long? Whole(string name, long min = 0, long max = long.MaxValue) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw Invalid(name, $"is not a whole number from {min} to {max}");

    public Stage? Stage(string name) => Text(name) is not { } text ? null
        : Stages.TryParse(text, out var stage) ? stage
        : throw new ProblemException(Codes.StageUnknown, $"'{text}' is no stage; there are {string.Join(", ", Stages.All)}.");

    /// <summary>Nothing may be left: a misspelt parameter would otherwise answer another question than was asked.</summary>
    public void Done()
    {
        if (_left.Count > 0) throw new ProblemException(Codes.QueryInvalid, $"The parameter '{_left.Keys.First()}' is unknown here.");
    }

    public static ProblemException Invalid(string name, string what) => new(Codes.QueryInvalid, $"'{name}' {what}.");
}
