using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Notify.Channels;

namespace LeadLifecycle.Server.Notify.Digests;

/// <summary>Many messages as one: <c>{"type":"digest","timestamp","data":{"messages":[…]}}</c>, each as it would stand alone.</summary>
internal static class DigestLetter
{
    public const string Type = "digest";

    /// <summary>
    /// Its id follows from theirs: tried again with the same messages it is the same message, and with more it is
    /// another, which no mail program may take for a copy of the first.
    /// </summary>
    /// <param name="messages">In the order in which they are told; at least one.</param>
    public static Message Write(IReadOnlyList<Message> messages)
    {
        var last = messages.Max(message => message.OccurredAt);
        var body = new JsonObject
        {
            ["type"] = Type,
            ["timestamp"] = JsonSerializer.SerializeToNode(last, Json.Options),
            ["data"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(message => JsonNode.Parse(message.Body.Span))]) },
        };
        var words = string.Join('\n', messages.Select(message => message.Words));
        return new Message(IdOf(messages), Type, last, JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), words, messages.Max(message => message.Number));
    }

    private static string IdOf(IReadOnlyList<Message> messages) =>
        "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', messages.Select(message => message.Id)))).AsSpan(0, 16));
}
