using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadLifecycle.Cli.Import;

/// <summary>Writes facts as a CloudEvents 1.0 batch.</summary>
public sealed class FactWriter(string sender)
{
    /// <summary>UTC with the fraction a time has, up to a tenth of a microsecond.</summary>
    public const string Rfc3339 = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // Names of people and products stay readable; the body is JSON in UTF-8, never HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly JsonEncodedText source = JsonEncodedText.Encode(sender);

    public void Write(IReadOnlyList<Fact> facts, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartArray();
        foreach (var fact in facts)
        {
            Write(fact, json);
        }

        json.WriteEndArray();
    }

    private void Write(Fact fact, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, fact.Id);
        json.WriteString("source"u8, source);
        json.WriteString("subject"u8, fact.Subject);
        json.WriteString("type"u8, fact.Rule.TypeName);
        Span<char> time = stackalloc char[32];
        fact.OccurredAt.UtcDateTime.TryFormat(time, out var length, Rfc3339, CultureInfo.InvariantCulture);
        json.WriteString("time"u8, time[..length]);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteStartObject("data"u8);
        WriteData(fact, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteData(Fact fact, Utf8JsonWriter json)
    {
        if (fact.Rule.ActorOf(fact.Row) is { } actor)
        {
            json.WriteString("actor"u8, actor);
        }

        string? open = null;
        foreach (var (member, value) in Filled(fact))
        {
            if (member.Outer != open)
            {
                Close(json, open);
                open = member.Outer;
                Open(json, open);
            }

            json.WritePropertyName(member.Name);
            if (value.Raw)
            {
                json.WriteRawValue(value.Text, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(value.Text);
            }
        }

        Close(json, open);
    }

    /// <summary>The members that have a value. A currency says nothing where no amount is known, and goes with it.</summary>
    private static IEnumerable<(BoundMember Member, MemberValue Value)> Filled(Fact fact)
    {
        var members = fact.Rule.Members;
        var noAmount = members.FirstOrDefault(m => m.IsAmount) is { } amount && amount.Read(fact.File, fact.Row, fact.Line) is null;
        foreach (var member in members)
        {
            if (!(noAmount && member.IsCurrency) && member.Read(fact.File, fact.Row, fact.Line) is { } value)
            {
                yield return (member, value);
            }
        }
    }

    private static void Open(Utf8JsonWriter json, string? name)
    {
        if (name is not null)
        {
            json.WriteStartObject(name);
        }
    }

    private static void Close(Utf8JsonWriter json, string? name)
    {
        if (name is not null)
        {
            json.WriteEndObject();
        }
    }
}
