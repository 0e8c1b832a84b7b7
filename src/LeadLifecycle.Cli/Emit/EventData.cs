using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Cli.Emit;

/// <summary>Puts the data of a fact together from <c>--data</c> and <c>--set</c>.</summary>
public static class EventData
{
    /// <exception cref="StoppedException">It is no JSON object, or a <c>--set</c> cannot be read.</exception>
    public static JsonObject Of(string? data, IEnumerable<string> set)
    {
        JsonNode? read = data switch
        {
            null => new JsonObject(),
            ['@', .. var file] => Parsed(Content(file), file),
            _ => Parsed(data, "--data"),
        };
        if (read is not JsonObject whole)
        {
            throw Usage("--data is no JSON object.");
        }

        foreach (var one in set)
        {
            Set(whole, one);
        }

        return whole;
    }

    private static void Set(JsonObject data, string said)
    {
        var at = said.IndexOf('=', StringComparison.Ordinal);
        var isJson = at > 0 && said[at - 1] == ':';
        var path = at > 0 ? said[..(isJson ? at - 1 : at)].Split('.') : [];
        if (path.Length == 0 || path.Any(name => name.Length == 0))
        {
            throw Usage($"--set {said}: write it like contact.email=ada@example.org, or reopen:=true for JSON.");
        }

        var inner = data;
        foreach (var name in path[..^1])
        {
            inner = (inner[name] ??= new JsonObject()) as JsonObject ?? throw Usage($"--set {said}: '{name}' is no object in the data.");
        }

        var text = said[(at + 1)..];
        inner[path[^1]] = isJson ? Parsed(text, $"--set {said}") : JsonValue.Create(text);
    }

    private static JsonNode? Parsed(string json, string where)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw Usage($"{where}: is not JSON: {e.Message}");
        }
    }

    private static string Content(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Usage($"{file}: cannot be read: {e.Message}");
        }
    }

    private static StoppedException Usage(string what) => new(ExitCode.Usage, what);
}
