using System.Globalization;
using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>A time in an item and how it is written.</summary>
internal sealed record ItemTime(JsonPointer Pointer, ITimeForm Form)
{
    /// <summary>RFC 3339 in UTC; null when nothing stands there.</summary>
    /// <exception cref="MalformedException">What stands there is no time in that form, or two.</exception>
    public string? Of(JsonElement item)
    {
        if (Pointer.FindValue(item) is not { } value) return null;
        var text = Scalar.Text(value, Pointer);
        try
        {
            return Form.Read(text) is { } instant
                ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
                : throw new MalformedException(MappingCodes.TimeUnreadable, $"{Pointer}", $"'{text}' at '{Pointer}' is not {Form}.");
        }
        catch (AmbiguousTimeException ambiguous)
        {
            throw new MalformedException(MappingCodes.TimeAmbiguous, $"{Pointer}", $"'{text}' at '{Pointer}' {ambiguous.Message}.");
        }
    }
}

/// <summary>How a time is written; its text says so, as the end of a sentence.</summary>
internal interface ITimeForm
{
    /// <summary>Null when the text is none.</summary>
    /// <exception cref="AmbiguousTimeException">The clock skips or repeats that hour, and the mapping does not say which is meant.</exception>
    DateTimeOffset? Read(string text);
}

/// <summary>A time on a local clock that happens twice, or never.</summary>
internal sealed class AmbiguousTimeException(string message) : Exception(message);
