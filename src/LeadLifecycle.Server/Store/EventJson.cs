using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LeadLifecycle.Server.Store;

/// <summary>How events are written: camelCase, enums by name, UTC with a Z, money as a decimal string, nothing that is empty.</summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault;
        options.IgnoreReadOnlyProperties = true;
        // The text is stored and served as application/json, never pasted into a page unencoded.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // In front: the store has put a converter of its own there, and the first that fits is taken.
        options.Converters.Insert(0, new JsonStringEnumConverter<Stage>());
        options.Converters.Insert(0, new JsonStringEnumConverter<SourceClass>(JsonNamingPolicy.CamelCase));
        options.Converters.Insert(0, new UtcInstant());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { MoneyAsText } };
        return options;
    }

    /// <returns>A <see cref="LeadEvent"/>, an <see cref="AgreementEvent"/> or an <see cref="AdminEvent"/>, as the name says.</returns>
    public static object Read(string name, ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, EventNames.TypeOf(name), Options)
        ?? throw new JsonException($"A stored '{name}' is null.");

    public static byte[] Write(object e) => JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), Options);

    internal static void MoneyAsText(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.Name == "amount"))
        {
            property.NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;
        }
    }
}
