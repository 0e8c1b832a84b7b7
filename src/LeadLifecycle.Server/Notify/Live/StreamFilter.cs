using System.Globalization;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>A subscription's filter as a query says it: lists are comma-separated.</summary>
internal static class StreamFilter
{
    /// <exception cref="ProblemException">A type is unknown, or the score is no number.</exception>
    public static Filter Read(Query query) => new()
    {
        Types = query.List("types", [.. NoticeTypes.All]) is { Count: > 0 } types ? types : null,
        Teams = Any(query.Text("teams")),
        Owners = Any(query.Text("owners")),
        Sources = Any(query.Text("sources")),
        MinScore = query.Text("minScore") is { } text ? Score(text) : null,
    };

    private static string[]? Any(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } some ? some : null;

    private static decimal Score(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score)
        ? score
        : throw Query.Invalid("minScore", "is not a decimal number");
}
