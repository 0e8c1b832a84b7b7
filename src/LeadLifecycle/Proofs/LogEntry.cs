using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace LeadLifecycle.Proofs;

/// <summary>
/// An event as the log proves it: every column somebody could change. Its canonical bytes are the RFC 8785 form of an object with the members
/// body, causation, correlation, headers, id, name, position, recordedAt, stream, version, workspace; they are pinned by golden samples.
/// </summary>
/// <param name="RecordedAt">UTC; microseconds count.</param>
/// <param name="Body">JSON, UTF-8.</param>
/// <param name="Headers">JSON, UTF-8; null where the store has none.</param>
public sealed record LogEntry(
    string Workspace, Guid Stream, Guid Id, long Version, long Position, string Name, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte>? Headers, string? Correlation, string? Causation)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public byte[] LeafHash()
    {
        var bytes = new ArrayBufferWriter<byte>(Body.Length + 512);
        WriteCanonical(bytes);
        return Merkle.Leaf(bytes.WrittenSpan);
    }

    /// <summary>The canonical bytes.</summary>
    public void WriteCanonical(IBufferWriter<byte> into)
    {
        into.Write("{\"body\":"u8);
        WriteJson(Body, into);
        Text(",\"causation\":"u8, Causation, into);
        Text(",\"correlation\":"u8, Correlation, into);
        into.Write(",\"headers\":"u8);
        if (Headers is { } headers) WriteJson(headers, into);
        else into.Write("null"u8);
        Text(",\"id\":"u8, Id.ToString("D"), into);
        Text(",\"name\":"u8, Name, into);
        Whole(",\"position\":"u8, Position, into);
        Text(",\"recordedAt\":"u8, RecordedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), into);
        Text(",\"stream\":"u8, Stream.ToString("D"), into);
        Whole(",\"version\":"u8, Version, into);
        Text(",\"workspace\":"u8, Workspace, into);
        into.Write("}"u8);
    }

    /// <summary>Reads what <see cref="WriteCanonical"/> wrote, in whatever form of JSON it stands now.</summary>
    /// <exception cref="FormatException">It is no such object.</exception>
    public static LogEntry Read(JsonElement entry)
    {
        try
        {
            return new LogEntry(
                entry.GetProperty("workspace").GetString()!, entry.GetProperty("stream").GetGuid(), entry.GetProperty("id").GetGuid(),
                entry.GetProperty("version").GetInt64(), entry.GetProperty("position").GetInt64(), entry.GetProperty("name").GetString()!,
                DateTimeOffset.ParseExact(entry.GetProperty("recordedAt").GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Raw(entry.GetProperty("body")), entry.GetProperty("headers") is { ValueKind: not JsonValueKind.Null } headers ? Raw(headers) : (ReadOnlyMemory<byte>?)null,
                entry.GetProperty("correlation").GetString(), entry.GetProperty("causation").GetString());
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException("It is no entry of a log: a member is missing or of another kind.", wrong);
        }
    }

    private static ReadOnlyMemory<byte> Raw(JsonElement value) => System.Text.Encoding.UTF8.GetBytes(value.GetRawText());

    private static void WriteJson(ReadOnlyMemory<byte> json, IBufferWriter<byte> into)
    {
        using var document = JsonDocument.Parse(json);
        CanonicalJson.Write(document.RootElement, into);
    }

    private static void Text(ReadOnlySpan<byte> member, string? text, IBufferWriter<byte> into)
    {
        into.Write(member);
        if (text is null) into.Write("null"u8);
        else CanonicalJson.Write(text, into);
    }

    private static void Whole(ReadOnlySpan<byte> member, long number, IBufferWriter<byte> into)
    {
        into.Write(member);
        into.Write(System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
    }
}
