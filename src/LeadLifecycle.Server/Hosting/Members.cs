using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Hosting;

/// <summary>
/// The members of a JSON object, taken one by one by name. What nobody takes is unmapped. A member that stands twice,
/// or has another type than asked for, is malformed; null counts as absent.
/// </summary>
internal sealed partial class Members
{
    /// <summary>Characters of a text, in UTF-16.</summary>
    public const int LongestText = 1024;

    private readonly List<JsonProperty> _left = [];
    private readonly string _pointer;

    public Members(JsonElement element, string pointer)
    {
        _pointer = pointer;
        if (element.ValueKind == JsonValueKind.Undefined) return;
        if (element.ValueKind != JsonValueKind.Object) throw new MalformedException(pointer, "An object is expected here.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = NameOf(member);
            if (!names.Add(name)) throw Malformed(name, "stands twice");
            _left.Add(member);
        }
    }

    public string? Text(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) throw Malformed(name, "is not a string");
        return Checked(name, value);
    }

    /// <summary>A text that must be there and not be empty.</summary>
    public string RequiredText(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw Malformed(name, "is required");

    /// <summary>A decimal as a number or as its text; the sign is the sender's, the digits are kept or it is refused.</summary>
    public decimal? Number(string name)
    {
        if (Take(name) is not { } value) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => Checked(name, value),
            _ => throw Malformed(name, "is not a number"),
        };
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, null, out var number)) throw Malformed(name, "is not a decimal number");
        return SignificantDigits(text) == SignificantDigits(number.ToString()) ? number : throw Malformed(name, "has more digits than can be kept");
    }

    public decimal? Amount(string name) => Number(name) is { } amount
        ? amount >= 0 ? amount : throw Malformed(name, "is negative")
        : null;

    public int? Count(string name) => Number(name) is { } number
        ? number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number) ? (int)number : throw Malformed(name, "is not a count")
        : null;

    public bool? Flag(string name) => Take(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Malformed(name, "is neither true nor false"),
    };

    public Guid RequiredId(string name) =>
        Guid.TryParseExact(RequiredText(name), "D", out var id) ? id : throw Malformed(name, "is not an id");

    public T? Choice<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw Malformed(name, $"is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    public DateOnly? Date(string name) => Text(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date
        : throw Malformed(name, "is not a date (YYYY-MM-DD)");

    public DateTimeOffset? Instant(string name) => Text(name) is not { } text ? null
        : Rfc3339.TryParse(text, out var instant) ? instant
        : throw Malformed(name, "is not an RFC 3339 time with an offset");

    /// <summary>An instant, or a date, which is its first instant in UTC.</summary>
    public DateTimeOffset? InstantOrDate(string name) => Text(name) is not { } text ? null
        : Rfc3339.TryParse(text, out var instant) ? instant
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
        : throw Malformed(name, "is neither a date nor an RFC 3339 time with an offset");

    public bool Has(string name) => _left.Exists(member => member.NameEquals(name));

    public Members? Object(string name) => Take(name) is { } value ? new Members(value, $"{_pointer}/{name}") : null;

    /// <summary>What nobody took, for the vault; null when nothing is left.</summary>
    public JsonObject? Rest()
    {
        if (_left.Count == 0) return null;
        var rest = new JsonObject();
        foreach (var member in _left)
        {
            if (Unmapped.FaultOf(member.Value) is { } fault) throw Malformed(member.Name, fault);
            rest[member.Name] = JsonNode.Parse(member.Value.GetRawText(), documentOptions: new JsonDocumentOptions { MaxDepth = Unmapped.DeepestNesting + 1 });
        }

        return rest;
    }

    /// <summary>Takes a member without looking at it.</summary>
    public void Skip(string name) => Take(name);

    /// <summary>What nobody took, as it stands.</summary>
    public IEnumerable<(string Name, JsonValueKind Kind, string Raw)> Left() => _left.Select(member => (member.Name, member.Value.ValueKind, member.Value.GetRawText()));

    public string PointerTo(string name) => $"{_pointer}/{Escape(name)}";

    public MalformedException Malformed(string name, string what) => new(PointerTo(name), $"'{name}' {what}.");

    private JsonElement? Take(string name)
    {
        var at = _left.FindIndex(member => member.NameEquals(name));
        if (at < 0) return null;
        var value = _left[at].Value;
        _left.RemoveAt(at);
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    private string Checked(string name, JsonElement value)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed(name, "holds half a surrogate pair");
        }

        if (text.Contains('\0')) throw Malformed(name, "holds a NUL character");
        return text.Length <= LongestText ? text : throw Malformed(name, $"is longer than {LongestText} characters");
    }

    private string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new MalformedException(_pointer, "A member's name holds half a surrogate pair.");
        }
    }

    /// <summary>Parsing rounds silently what has more digits than a decimal holds.</summary>
    private static string SignificantDigits(string number) => string.Concat(number.TakeWhile(c => c is not ('e' or 'E')).Where(char.IsAsciiDigit)).Trim('0');

    private static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
