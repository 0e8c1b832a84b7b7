using System.Text.Json;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>A JSON Pointer (RFC 6901): a place in a document.</summary>
internal sealed class JsonPointer
{
    /// <summary>The document itself.</summary>
    public static readonly JsonPointer Root = new("", []);

    private readonly string _text;

    private JsonPointer(string text, string[] steps) => (_text, Steps) = (text, steps);

    /// <summary>From the root on, unescaped.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>Null when the text is none: it must be empty or start with a slash, and each tilde must be ~0 or ~1.</summary>
    public static JsonPointer? Parse(string text)
    {
        if (text.Length == 0) return Root;
        if (text[0] != '/' || text.Replace("~0", "").Replace("~1", "").Contains('~')) return null;
        return new JsonPointer(text, [.. text[1..].Split('/').Select(step => step.Replace("~1", "/").Replace("~0", "~"))]);
    }

    /// <summary>A step as it is written in a pointer.</summary>
    public static string Escape(string step) => step.Replace("~", "~0").Replace("/", "~1");

    /// <summary>What stands there; null when nothing does.</summary>
    public JsonElement? Find(JsonElement root)
    {
        var found = root;
        foreach (var step in Steps)
        {
            if (Step(found, step) is not { } next) return null;
            found = next;
        }

        return found;
    }

    /// <summary>What stands there, where null says nothing.</summary>
    public JsonElement? FindValue(JsonElement root) => Find(root) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    public override string ToString() => _text;

    private static JsonElement? Step(JsonElement at, string step) => at.ValueKind switch
    {
        JsonValueKind.Object => at.TryGetProperty(step, out var member) ? member : null,
        JsonValueKind.Array => Index(step) is { } index && index < at.GetArrayLength() ? at[index] : null,
        _ => null,
    };

    private static int? Index(string step) =>
        step is "0" || (step.Length is > 0 and < 10 && step[0] is >= '1' and <= '9' && step.All(char.IsAsciiDigit)) ? int.Parse(step) : null;
}
