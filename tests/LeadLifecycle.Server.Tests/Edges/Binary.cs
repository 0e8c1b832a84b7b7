using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Edges;

/// <summary>Says facts in the binary mode of CloudEvents.</summary>
internal static class Binary
{
    /// <summary>The same fact as headers and a body; <paramref name="more"/> are further headers, as they stand.</summary>
    public static Task<Reply> ReportInHeaders(this RunningServer server, JsonObject fact, string query = "", string? mediaType = "application/json", params (string Name, string Value)[] more) =>
        server.Say("/v1/events" + query, fact["data"]?.ToJsonString() ?? "", mediaType, [.. Headers(fact), .. more]);

    public static (string Name, string Value)[] Headers(JsonObject fact) =>
        [.. fact.Where(member => member.Key != "data" && member.Value is not null).Select(member => ($"ce-{member.Key}", Encoded((string)member.Value!)))];

    /// <summary>A request as its lines stand; the status line and the rest of the answer.</summary>
    public static async Task<string> SayRaw(this RunningServer server, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port);
        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync();
    }

    private static string Encoded(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b is > 0x20 and < 0x7f and not (byte)'"' and not (byte)'%' ? $"{(char)b}" : $"%{b:X2}"));
}
