using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Notify;

/// <summary>How this room writes: camelCase, names in lower case, UTC with a Z; what is unknown is null.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcInstant() },
    };

    public static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
