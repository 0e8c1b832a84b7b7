using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges;

/// <summary>Reads one CloudEvents 1.0 JSON object as a reported fact.</summary>
internal static class CloudEventReader
{
    /// <exception cref="MalformedException">The envelope or its data is not what CloudEvents or the type ask for.</exception>
    public static Submission Read(JsonElement item, Request request, bool backfill)
    {
        if (item.ValueKind != JsonValueKind.Object) throw new MalformedException("", "A CloudEvent is an object.");
        var envelope = new Members(item, "");
        return Read(envelope, envelope.Raw("data"), request, backfill);
    }

    /// <summary>The same when the attributes and the data came apart.</summary>
    /// <param name="envelope">The attributes.</param>
    /// <param name="data">Undefined when there is none.</param>
    /// <param name="request">Who reports it.</param>
    /// <param name="backfill">It is history.</param>
    /// <inheritdoc cref="Read(JsonElement, Request, bool)"/>
    public static Submission Read(Members envelope, JsonElement data, Request request, bool backfill)
    {
        if (envelope.Text("specversion") is not "1.0") throw envelope.Malformed("specversion", "must be \"1.0\"");
        var id = envelope.RequiredText("id");
        var source = envelope.RequiredText("source");
        var type = envelope.RequiredText("type");
        var subject = Optional(envelope, "subject");
        if (envelope.Text("datacontenttype") is { } mediaType && !IsJson(mediaType)) throw envelope.Malformed("datacontenttype", "must be a JSON media type");
        _ = Optional(envelope, "dataschema");
        if (!FactReader.Knows(type))
        {
            throw new MalformedException(Codes.TypeUnknown, "/type", $"'{type}' is no type of this version; known are {string.Join(", ", FactReader.Types)}.");
        }

        var time = envelope.Text("time") ?? throw new MalformedException(Codes.TimeMissing, "/time", "'time' is required: when it happened.");
        if (!Rfc3339.TryParse(time, out var occurredAt)) throw envelope.Malformed("time", "is not an RFC 3339 time with an offset");
        occurredAt = request.Allowed(occurredAt, "/time");

        if (envelope.Text("data_base64") is not null) throw envelope.Malformed("data_base64", "cannot be read; send 'data' as JSON");
        var fact = FactReader.Read(type, new Members(data, "/data"));
        CheckExtensions(envelope);
        var key = LeadKeys.Of(source, subject, fact.Contact)
            ?? throw envelope.Malformed("subject", "is required: it names the lead for its sender");
        var e = fact.Event with { OccurredAt = occurredAt, Sender = source, SenderEventId = id, Backfill = backfill };
        return request.Submit(
            request.Workspace.LeadIdOf(key.Sender, key.Subject), request.Workspace.EventIdOf(source, id), e, fact.Personal, key, isCommand: false);
    }

    private static string? Optional(Members envelope, string name) =>
        envelope.Text(name) is not { } text ? null : text.Length > 0 ? text : throw envelope.Malformed(name, "is empty; leave it out instead");

    /// <summary>Extension attributes are allowed, with names of lower-case letters and digits and simple values; they are not kept.</summary>
    private static void CheckExtensions(Members envelope)
    {
        foreach (var (name, kind, raw) in envelope.Left())
        {
            if (name.Length == 0 || !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))) throw envelope.Malformed(name, "is no name for an extension");
            var simple = kind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
                || (kind == JsonValueKind.Number && int.TryParse(raw, out _));
            if (!simple) throw envelope.Malformed(name, "must be a string, a boolean or an integer");
        }
    }

    /// <summary>Whether data of this media type can be read.</summary>
    public static bool IsJson(string mediaType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(mediaType, out var parsed)
        && (parsed.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
