using System.Text.Encodings.Web;
using System.Text.Json;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>How this room writes: camelCase, UTC with a Z; numbers of others as they came.</summary>
internal static class Json
{
    /// <summary>Deeper than any body that is read, so that what is made of one can be written and read.</summary>
    public const int Deepest = 512;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Deepest,
        Converters = { new UtcInstant() },
    };

    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Deepest };

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = Deepest };
}
