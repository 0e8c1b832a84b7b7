using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Views;

/// <summary>How answers are written: camelCase, stages by name, money as a decimal string; a member of the contract that is unknown is null.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Stage>(), new UtcInstant() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { EventJson.MoneyAsText } },
    };
}
