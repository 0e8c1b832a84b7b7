using System.Globalization;
using System.Text.Json;
using LeadLifecycle.Cli.Mapping;

namespace LeadLifecycle.Cli.Import;

/// <summary>A member of a fact's data whose column is found. A blank value leaves the member out: unknown is never a default.</summary>
public sealed class BoundMember
{
    private readonly int column;
    private readonly DataMember member;
    private readonly TimeRule? times;

    public BoundMember(DataMember member, MappedFile file, Columns columns)
    {
        this.member = member;
        var parts = member.Path.Split('.');
        (Outer, Name) = parts.Length == 2 ? (parts[0], JsonEncodedText.Encode(parts[1])) : (null, JsonEncodedText.Encode(parts[0]));
        column = member.Column is null ? -1 : columns.Find(member.Column);
        times = member.Column is null ? null : file.Times.GetValueOrDefault(member.Column);
        IsCurrency = member.Path == "currency";
        IsAmount = member.Path == "amount";
    }

    /// <summary>The object it stands in (<c>company</c>), or null.</summary>
    public string? Outer { get; }

    public JsonEncodedText Name { get; }

    /// <summary>Not every text can be written as this member.</summary>
    public bool CanBeWrong => column >= 0 && member.Kind != DataKind.Text;

    public bool IsAmount { get; }

    public bool IsCurrency { get; }

    /// <summary>The JSON of the member in this row; null: the member is left out.</summary>
    /// <exception cref="StoppedException">The value is not what <c>as</c> says.</exception>
    public MemberValue? Read(BoundFile file, string[] row, long line)
    {
        if (column < 0)
        {
            return new MemberValue(member.Constant!, Raw: true);
        }

        var text = member.Values.TryGetValue(row[column], out var mapped) ? mapped : row[column];
        return string.IsNullOrWhiteSpace(text) ? null : member.Kind switch
        {
            DataKind.Number => Number(text) ? new(text.Trim(), true) : throw file.Wrong(line, column, text, "is not a number"),
            DataKind.Boolean => text is "true" or "false" ? new(text, true) : throw file.Wrong(line, column, text, "is neither true nor false; \"values\" can map it"),
            DataKind.Date => new(Time(file, line, text).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), false),
            DataKind.Instant => new(Time(file, line, text).UtcDateTime.ToString(FactWriter.Rfc3339, CultureInfo.InvariantCulture), false),
            _ => new(IsAmount ? text.Trim() : text, false),
        };
    }

    private DateTimeOffset Time(BoundFile file, long line, string text) =>
        times!.TryRead(text, out var time, out var complaint) ? time : throw file.Wrong(line, column, text, complaint);

    private static bool Number(string text)
    {
        // JSON's own grammar decides: 1,5 or 0x10 would be a number here and none there.
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A member's value: a text, or JSON to be written as it is.</summary>
public readonly record struct MemberValue(string Text, bool Raw);
