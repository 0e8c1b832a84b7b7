using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>What an item must hold for a rule to be for it.</summary>
/// <param name="Values">One of these, compared as text; null looks only whether anything is there.</param>
/// <param name="Exists">Whether something other than null must stand there.</param>
internal sealed record Condition(JsonPointer Pointer, IReadOnlyList<string>? Values, bool Exists)
{
    public bool Fits(JsonElement item) => Pointer.FindValue(item) is { } value
        ? Exists && (Values is null || (Scalar.TextIfAny(value) is { } text && Values.Contains(text)))
        : !Exists;
}

/// <summary>How one kind of fact is read of an item.</summary>
/// <param name="Type">Of the fact, as <c>lead.won</c>; null when it depends on the item.</param>
/// <param name="TypeAt">Where it depends on the item: the value there, by <paramref name="Types"/>; null in it ignores the item.</param>
/// <param name="Suffix">Tells the ids of several facts of one item apart; null for the one that has the item's own id.</param>
internal sealed record Rule(
    IReadOnlyList<Condition> When, string? Type, JsonPointer? TypeAt, IReadOnlyDictionary<string, string?> Types, string? Suffix, ItemTime? Time, IReadOnlyList<(string[] Path, Expression Value)> Data)
{
    /// <summary>True when the rule is for the item; the type is null when it says to ignore it.</summary>
    public bool Fits(JsonElement item, out string? type)
    {
        type = Type;
        if (!When.All(condition => condition.Fits(item))) return false;
        return TypeAt is null || (TypeAt.FindValue(item) is { } value && Scalar.TextIfAny(value) is { } text && Types.TryGetValue(text, out type));
    }
}
