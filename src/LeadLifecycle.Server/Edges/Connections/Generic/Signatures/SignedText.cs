using System.Text;
using System.Text.RegularExpressions;

namespace LeadLifecycle.Server.Edges.Connections.Generic.Signatures;

/// <summary>What is signed: a template such as <c>{timestamp}.{body}</c>, with <c>{method}</c>, <c>{url}</c> and <c>{header:NAME}</c> besides.</summary>
internal sealed partial class SignedText
{
    private readonly (string Literal, string? Place)[] _parts;

    private SignedText((string Literal, string? Place)[] parts) => _parts = parts;

    public bool HasTimestamp => _parts.Any(part => part.Place == "timestamp");

    /// <summary>Null, with a complaint, when the template has a place nobody knows, or leaves the body unsigned.</summary>
    public static SignedText? Parse(string template, out string complaint)
    {
        var parts = Parts().Matches(template).Select(part => (Literal: part.Groups["literal"].Value, Place: part.Groups["place"] is { Success: true, Value: var place } ? place : null)).ToArray();
        var unknown = parts.Select(part => part.Place).FirstOrDefault(place => place is not (null or "body" or "timestamp" or "method" or "url") && !place.StartsWith("header:", StringComparison.Ordinal));
        complaint = unknown is not null ? $"holds {{{unknown}}}; there are {{body}}, {{timestamp}}, {{method}}, {{url}} and {{header:NAME}}"
            : parts.All(part => part.Place != "body") ? "must hold {body}: otherwise the body is not signed"
            : "";
        return complaint.Length == 0 ? new SignedText(parts) : null;
    }

    /// <summary>The bytes that are signed; null when a header it needs is not there once.</summary>
    public byte[]? Of(Delivery delivery, string? timestampHeader)
    {
        using var text = new MemoryStream(delivery.Body.Length + 256);
        foreach (var (literal, place) in _parts)
        {
            text.Write(Encoding.UTF8.GetBytes(literal));
            if (place == "body") text.Write(delivery.Body.Span);
            else if (place is not null)
            {
                if (Value(delivery, place, timestampHeader) is not { } value) return null;
                text.Write(Encoding.UTF8.GetBytes(value));
            }
        }

        return text.ToArray();
    }

    private static string? Value(Delivery delivery, string place, string? timestampHeader) => place switch
    {
        "method" => delivery.Method,
        "url" => delivery.Url.OriginalString,
        "timestamp" => Header(delivery, timestampHeader!),
        _ => Header(delivery, place["header:".Length..]),
    };

    private static string? Header(Delivery delivery, string name) => delivery.Headers[name] is [{ } value] ? value : null;

    /// <summary>A place in braces, or what stands between; a brace that opens none is text.</summary>
    [GeneratedRegex(@"\{(?<place>[^{}]+)\}|(?<literal>\{?[^{]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
