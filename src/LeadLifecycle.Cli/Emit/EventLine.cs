using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadLifecycle.Cli.Emit;

/// <summary>A line of a file of CloudEvents: what the line says, and what is filled in before it is sent.</summary>
/// <param name="Number">Of the line, from 1.</param>
/// <param name="Text">As it stands in the file, without the blanks around it.</param>
/// <param name="Event">The event as it is sent; null when the line is no event at all.</param>
public sealed record EventLine(long Number, string Text, byte[]? Event)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Members are put in front and the line's own are left as they stand, to the last digit of a number.</summary>
    public static EventLine Read(long number, string line, string? source)
    {
        var text = line.Trim();
        try
        {
            using var json = JsonDocument.Parse(text, Deep);
            return new EventLine(number, text, json.RootElement.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetBytes(Filled(text, json.RootElement, source)) : null);
        }
        catch (JsonException)
        {
            return new EventLine(number, text, null);
        }
    }

    private static string Filled(string text, JsonElement line, string? source)
    {
        var missing = new[] { ("specversion", "1.0"), ("source", source), ("id", IdOf(text)) }
            .Where(member => member.Item2 is not null && !line.TryGetProperty(member.Item1, out _))
            .Select(member => $"\"{member.Item1}\":{JsonSerializer.Serialize(member.Item2)}")
            .ToList();
        var own = text[1..^1].Trim();
        return missing.Count == 0 ? text : $"{{{string.Join(',', own.Length > 0 ? missing.Append(own) : missing)}}}";
    }

    /// <summary>The first 128 bits of the SHA-256 of the line, so that the same line is the same event in every run.</summary>
    private static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
