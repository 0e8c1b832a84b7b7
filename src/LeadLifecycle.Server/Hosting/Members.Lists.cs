using System.Text.Json;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Members that hold many, and those a room decides how to read; the pointer of a complaint names the item.</summary>
internal sealed partial class Members
{
    /// <summary>Of a list that says no other number.</summary>
    public const int MostTexts = 1_000;

    /// <summary>The texts of a list; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts(string name, int most) => [.. Items(name, most).Select(item => item.Value.ValueKind == JsonValueKind.String
        ? Checked(name, item.Value)
        : throw new MalformedException(item.Pointer, "A string is expected here."))];

    /// <summary>The different texts of a list; null when it is absent.</summary>
    public IReadOnlyList<string>? TextsIfAny(string name, int most = MostTexts)
    {
        var there = _left.Exists(member => member.NameEquals(name) && member.Value.ValueKind != JsonValueKind.Null);
        var texts = Texts(name, most);
        return there ? [.. texts.Distinct()] : null;
    }

    /// <summary>The objects of a list; empty when it is absent.</summary>
    public IReadOnlyList<Members> Objects(string name, int most) => [.. Items(name, most).Select(item => new Members(item.Value, item.Pointer))];

    /// <summary>Every member that is left, as one whose name the sender chose.</summary>
    public IReadOnlyList<string> Names => [.. _left.Select(NameOf)];

    /// <summary>True when the member is there and is a text; it stays to be taken.</summary>
    public bool IsText(string name) => _left.Exists(member => member.NameEquals(name) && member.Value.ValueKind == JsonValueKind.String);

    /// <summary>A text longer than a word, such as a file's content.</summary>
    public string? LongText(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) throw Malformed(name, "is not a string");
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Malformed(name, "holds half a surrogate pair");
        }
    }

    /// <summary>The member as it stands; undefined when it is absent.</summary>
    public JsonElement Raw(string name) => Take(name) ?? default;

    /// <summary>Nothing may be left: a misspelt member would otherwise be taken for its absence.</summary>
    public void Done()
    {
        if (_left.Count > 0) throw Malformed(NameOf(_left[0]), "is unknown here");
    }

    private IEnumerable<(JsonElement Value, string Pointer)> Items(string name, int most)
    {
        if (Take(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) throw Malformed(name, "is not a list");
        return value.GetArrayLength() <= most
            ? value.EnumerateArray().Select((item, i) => (item, $"{_pointer}/{Escape(name)}/{i}"))
            : throw Malformed(name, $"holds more than {most}");
    }
}
