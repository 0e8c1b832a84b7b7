using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Reads request bodies within their limits.</summary>
internal static class Bodies
{
    public const int LargestEvent = 256 * 1024;
    public const int LargestBatch = 4 * 1024 * 1024;
    public const int MostEvents = 1_000;

    /// <summary>Deep enough that one deep item of a batch is judged alone and not with its neighbours.</summary>
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 256 };

    /// <exception cref="MalformedException">Too large, or not JSON.</exception>
    public static async Task<JsonDocument> ReadJson(HttpRequest request, int limit, CancellationToken ct) => Parse(await Read(request, limit, ct), "");

    /// <param name="body">The bytes as they came; they must outlive what is read from them.</param>
    /// <param name="pointer">What the body is of the whole: JSON pointer for what is said of it.</param>
    /// <exception cref="MalformedException">Not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, string pointer)
    {
        if (!Utf8.IsValid(body.Span)) throw new MalformedException(pointer, "The body is not UTF-8.");
        try
        {
            return JsonDocument.Parse(body, Json);
        }
        catch (JsonException bad)
        {
            throw new MalformedException(pointer, $"The body is not JSON: line {bad.LineNumber + 1}, byte {bad.BytePositionInLine + 1}.");
        }
    }

    /// <summary>A command's body: <c>application/json</c>, or nothing at all, which is an empty object.</summary>
    /// <exception cref="MalformedException">Another media type, too large, or not JSON.</exception>
    public static Task<JsonDocument> ReadCommand(HttpRequest request, CancellationToken ct) =>
        IsEmpty(request) || MediaTypes.Of(request) is "application/json"
            ? ReadOptionalJson(request, LargestEvent, ct)
            : throw new MalformedException(Codes.MediaTypeUnsupported, "", "Send application/json, in UTF-8.");

    /// <summary>Like <see cref="ReadJson"/>, but no body at all is an empty object.</summary>
    public static async Task<JsonDocument> ReadOptionalJson(HttpRequest request, int limit, CancellationToken ct) =>
        IsEmpty(request) ? JsonDocument.Parse("{}") : await ReadJson(request, limit, ct);

    /// <summary>Nothing will come; a body of unsaid length is not empty.</summary>
    public static bool IsEmpty(HttpRequest request) =>
        request.ContentLength is 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    /// <summary>The bytes as they came.</summary>
    /// <exception cref="MalformedException">Too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request, int limit, CancellationToken ct)
    {
        if (request.ContentLength > limit) throw TooLarge(limit);
        if (request.ContentLength is { } length) return await Exactly(request.Body, (int)length, ct);
        var body = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(1024), ct);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount > limit) throw TooLarge(limit);
        }
    }

    /// <summary>A body that ends before its length is the server's to refuse.</summary>
    private static async Task<ReadOnlyMemory<byte>> Exactly(Stream stream, int length, CancellationToken ct)
    {
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, ct);
        return body;
    }

    private static MalformedException TooLarge(int limit) => new(Codes.EventTooLarge, "", $"The body is larger than {limit} bytes.");
}
