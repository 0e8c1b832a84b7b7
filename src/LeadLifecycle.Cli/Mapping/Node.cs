using System.Text.Json;

namespace LeadLifecycle.Cli.Mapping;

/// <summary>
/// A place in a mapping file. It knows its JSON Pointer, so that every complaint names the line to mend
/// (<c>import.json#/files/0/rules/2/fact</c>).
/// </summary>
public readonly record struct Node(string File, string Place, JsonElement Json)
{
    /// <summary>An error of the mapping, found here.</summary>
    public StoppedException Wrong(string complaint) => new(ExitCode.Usage, $"{File}#{Place}: {complaint}");

    /// <summary>Refuses members nobody would read: a misspelt member must not silently mean nothing.</summary>
    public Node Only(params string[] allowed)
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object is expected here.");
        }

        foreach (var member in Json.EnumerateObject())
        {
            if (!allowed.Contains(member.Name))
            {
                throw In(member.Name, member.Value).Wrong($"unknown member; known here: {string.Join(", ", allowed)}.");
            }
        }

        return this;
    }

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public Node? Find(string name) => Json.TryGetProperty(name, out var value) ? In(name, value) : null;

    public Node Get(string name) => Find(name) ?? throw Wrong($"the member \"{name}\" is missing.");

    public string Text() => Json.ValueKind == JsonValueKind.String && Json.GetString() is { Length: > 0 } text
        ? text
        : throw Wrong("a text that is not empty is expected here.");

    /// <summary>A text, or several in a list.</summary>
    public IReadOnlyList<string> Texts() => Json.ValueKind == JsonValueKind.Array
        ? [.. Items().Select(item => item.Text())]
        : [Text()];

    public bool Flag() => Json.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Json.GetBoolean()
        : throw Wrong("true or false is expected here.");

    /// <summary>One of a closed list of words.</summary>
    public string OneOf(params string[] words) => words.Contains(Text())
        ? Text()
        : throw Wrong($"\"{Text()}\" is not known; known here: {string.Join(", ", words)}.");

    public IEnumerable<Node> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array || Json.GetArrayLength() == 0)
        {
            throw Wrong("a list with at least one item is expected here.");
        }

        var here = this;
        return Json.EnumerateArray().Select((item, i) => here.In($"{i}", item));
    }

    public IEnumerable<(string Name, Node Value)> Members()
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object is expected here.");
        }

        var here = this;
        return Json.EnumerateObject().Select(member => (member.Name, here.In(member.Name, member.Value)));
    }

    private Node In(string name, JsonElement value) =>
        new(File, $"{Place}/{name.Replace("~", "~0").Replace("/", "~1")}", value);
}
