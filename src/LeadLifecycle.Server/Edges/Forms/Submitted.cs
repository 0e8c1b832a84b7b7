using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>What a visitor sent: texts by field, blanks around them and empty ones gone.</summary>
internal sealed record Submitted(IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The page's own id of a submission.</summary>
    public const string Id = "_submission";

    /// <summary>Where the visitor is to be sent on to.</summary>
    public const string Redirect = "_redirect";

    /// <summary>Bytes of a whole submission.</summary>
    public const int Largest = 64 * 1024;

    private const string Json = "application/json";
    private const string Encoded = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data";

    public static readonly string[] MediaTypes = [Encoded, Multipart, Json];

    /// <exception cref="MalformedException">It is no form, holds a file or a field twice, or is too large.</exception>
    public static async Task<Submitted> Read(HttpRequest request)
    {
        var fields = Hosting.MediaTypes.Of(request) switch
        {
            Json => await ReadJson(request),
            Encoded or Multipart => await ReadForm(request),
            _ => throw new MalformedException(Codes.MediaTypeUnsupported, "", $"Send {string.Join(", ", MediaTypes)}, in UTF-8."),
        };
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in fields)
        {
            if (text.Contains('\0')) throw Malformed(name, "holds a NUL character");
            if (text.Trim() is { Length: > 0 } trimmed) said[name] = trimmed;
        }

        return new Submitted(said);
    }

    public static MalformedException Malformed(string field, string what) => new($"/{field.Replace("~", "~0").Replace("/", "~1")}", $"'{field}' {what}.");

    private static async Task<IEnumerable<(string, string)>> ReadJson(HttpRequest request)
    {
        using var body = await Bodies.ReadJson(request, Largest, request.HttpContext.RequestAborted);
        var members = new Members(body.RootElement, "");
        return [.. members.Left().ToArray().Where(member => member.Kind != JsonValueKind.Null).Select(member => (member.Name, member.Kind switch
        {
            JsonValueKind.String => members.LongText(member.Name)!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Raw,
            _ => throw members.Malformed(member.Name, "is no text"),
        }))];
    }

    private static async Task<IEnumerable<(string, string)>> ReadForm(HttpRequest request)
    {
        var body = await Bodies.Read(request, Largest, request.HttpContext.RequestAborted);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        var form = await Form(request);
        if (form.Files.Count > 0) throw Malformed(form.Files[0].Name, "is a file; this form takes none");
        return form.Select(field => field.Value.Count == 1 ? (field.Key, field.Value[0] ?? "") : throw Malformed(field.Key, "stands more than once"));
    }

    private static async Task<IFormCollection> Form(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(new FormOptions { ValueCountLimit = 200, ValueLengthLimit = Largest, MultipartBodyLengthLimit = Largest }, request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new MalformedException("", "The body is no form of its media type.");
        }
    }
}
