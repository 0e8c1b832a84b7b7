using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LeadLifecycle.Proofs;

/// <summary>JSON in the one form of RFC 8785: no spaces, members by UTF-16 order, the fewest escapes, numbers as <see cref="CanonicalNumber"/> says.</summary>
public static class CanonicalJson
{
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var into = new ArrayBufferWriter<byte>(json.Length);
        Write(document.RootElement, into);
        return into.WrittenSpan.ToArray();
    }

    public static void Write(JsonElement value, IBufferWriter<byte> into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, into);
                break;
            case JsonValueKind.Array:
                WriteArray(value, into);
                break;
            case JsonValueKind.String:
                Write(value.GetString()!, into);
                break;
            case JsonValueKind.Number:
                into.Write(CanonicalNumber.Of(Encoding.ASCII.GetBytes(value.GetRawText())));
                break;
            default:
                into.Write(Encoding.ASCII.GetBytes(value.GetRawText()));
                break;
        }
    }

    /// <summary>A string with its quotes.</summary>
    public static void Write(string text, IBufferWriter<byte> into)
    {
        into.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var plain = rest.IndexOfAny(Escaped);
            if (plain < 0) plain = rest.Length;
            Encoding.UTF8.GetBytes(rest[..plain], into);
            if (plain == rest.Length) break;
            into.Write(Escape(rest[plain]));
            rest = rest[(plain + 1)..];
        }

        into.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private static ReadOnlySpan<byte> Escape(char c) => c switch
    {
        '"' => "\\\""u8,
        '\\' => "\\\\"u8,
        '\b' => "\\b"u8,
        '\t' => "\\t"u8,
        '\n' => "\\n"u8,
        '\f' => "\\f"u8,
        '\r' => "\\r"u8,
        _ => Encoding.ASCII.GetBytes($"\\u{(int)c:x4}"),
    };

    private static void WriteObject(JsonElement value, IBufferWriter<byte> into)
    {
        into.Write("{"u8);
        var first = true;
        foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (!first) into.Write(","u8);
            first = false;
            Write(member.Name, into);
            into.Write(":"u8);
            Write(member.Value, into);
        }

        into.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, IBufferWriter<byte> into)
    {
        into.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) into.Write(","u8);
            first = false;
            Write(item, into);
        }

        into.Write("]"u8);
    }
}
