using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>Reads a rule: <c>{"when"?, "type" or "typeFrom", "suffix"?, "time"?, "data"?}</c>.</summary>
internal static class RuleReader
{
    private const int MostConditions = 16;
    private const int MostValues = 1_000;

    public static Rule Read(Members rule)
    {
        var when = rule.Objects("when", MostConditions).Select(ReadCondition).ToArray();
        if (rule.Has("type") == rule.Has("typeFrom")) throw rule.Malformed("type", "or typeFrom is required, not both");
        var type = rule.Has("type") ? Type(rule, "type", rule.Raw("type")) ?? throw rule.Malformed("type", "is required") : null;
        var (typeAt, types) = rule.Object("typeFrom") is { } from ? TypeFrom(from) : (null, new Dictionary<string, string?>());
        var read = new Rule(
            when, type, typeAt, types, rule.Has("suffix") ? rule.RequiredText("suffix") : null, rule.Object("time") is { } time ? ItemTimeReader.Read(time) : null, rule.Object("data") is { } data ? Data(data) : []);
        rule.Done();
        return read;
    }

    private static Condition ReadCondition(Members condition)
    {
        var pointer = condition.Pointer("pointer");
        var (equals, among, exists) = (condition.Raw("equals"), condition.Raw("in"), condition.Flag("exists"));
        condition.Done();
        if (new[] { equals.ValueKind != JsonValueKind.Undefined, among.ValueKind != JsonValueKind.Undefined, exists is not null }.Count(said => said) != 1)
        {
            throw condition.Malformed("equals", "or in or exists is required, one of them");
        }

        if (exists is { } must) return new Condition(pointer, null, must);
        var values = among.ValueKind switch { JsonValueKind.Undefined => [equals], JsonValueKind.Array => among.EnumerateArray().Take(MostValues + 1).ToArray(), _ => throw condition.Malformed("in", "is not a list") };
        if (values.Length > MostValues) throw condition.Malformed("in", $"holds more than {MostValues}");
        return new Condition(pointer, [.. values.Select(value => Scalar.TextIfAny(value) ?? throw condition.Malformed("equals", "or in holds an object or a list"))], Exists: true);
    }

    private static (JsonPointer At, Dictionary<string, string?> Types) TypeFrom(Members from)
    {
        var read = (from.Pointer("pointer"), ExpressionReader.Table(from).ToDictionary(row => row.Key, row => Type(from, "table", row.Value), StringComparer.Ordinal));
        from.Done();
        return read;
    }

    /// <summary>Null when null stands there.</summary>
    private static string? Type(Members at, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when FactReader.Knows(value.GetString()!) => value.GetString(),
        _ => throw at.Malformed(name, $"holds what is no type of a fact; known are {string.Join(", ", FactReader.Types)}"),
    };

    /// <summary>Member of the fact's data → expression; a dot leads into <c>contact</c> and <c>company</c>.</summary>
    private static List<(string[] Path, Expression Value)> Data(Members data)
    {
        var read = new List<(string[] Path, Expression Value)>();
        foreach (var name in data.Names.Order(StringComparer.Ordinal))
        {
            var path = name.Split('.');
            if (path.Contains("")) throw data.Malformed(name, "is no member's name: an empty step stands in it");
            if (data.Names.Any(other => other.StartsWith(name + ".", StringComparison.Ordinal))) throw data.Malformed(name, "is mapped both whole and by its members");
            read.Add((path, ExpressionReader.ReadIfAny(data, name) ?? throw data.Malformed(name, "is null; leave it out instead")));
        }

        return read;
    }
}
