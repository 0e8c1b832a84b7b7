using Microsoft.Net.Http.Headers;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Under which media type a body comes.</summary>
internal static class MediaTypes
{
    /// <summary>The media type in lower case; null when there is none, or its charset is not UTF-8.</summary>
    public static string? Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed)) return null;
        var utf8 = !parsed.Charset.HasValue || parsed.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return utf8 ? parsed.MediaType.Value?.ToLowerInvariant() : null;
    }
}
