using System.Text.Json;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Access;

/// <summary>How this room answers.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new UtcInstant() } };
}
