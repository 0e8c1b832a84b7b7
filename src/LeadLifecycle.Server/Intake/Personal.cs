using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Intake;

/// <summary>
/// The personal part of a request, sealed at the edge: the vault keeps the data and the salt, the event only a
/// commitment that can be checked while both exist and says nothing once the salt is erased.
/// </summary>
public sealed class Personal
{
    private Personal(byte[] json, byte[] salt)
    {
        Json = json;
        Salt = salt;
        Commitment = Base64Url.EncodeToString(HMACSHA256.HashData(salt, json));
    }

    /// <summary>UTF-8 JSON with its members in a fixed order.</summary>
    public byte[] Json { get; }

    public byte[] Salt { get; }

    /// <summary>Base64url of HMAC-SHA256(salt, json).</summary>
    public string Commitment { get; }

    public static Personal Seal(JsonObject data) => new(JsonSerializer.SerializeToUtf8Bytes(Sorted(data)), RandomNumberGenerator.GetBytes(32));

    private static JsonObject Sorted(JsonObject data) =>
        new(data.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject nested => Sorted(nested),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
