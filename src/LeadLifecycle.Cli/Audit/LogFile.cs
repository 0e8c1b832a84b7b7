using System.Text.Json;
using LeadLifecycle.Proofs;

namespace LeadLifecycle.Cli.Audit;

/// <summary>A log as <c>GET /v1/audit/log</c> streams it, read line by line.</summary>
internal static class LogFile
{
    public const string Format = "leadlifecycle.log.v1";

    /// <exception cref="FormatException">A line is none of a log.</exception>
    public static async Task<Verdict> Check(string name, StreamReader file, JsonElement head, Trusted trusted, CancellationToken stop)
    {
        var check = new LogCheck(trusted.Key ?? NoteKey.Parse(head.GetProperty("key").GetString()!), Signatures.Verify, trusted.Against);
        foreach (var note in trusted.Checkpoints) check.Keep(note);
        var whole = false;
        var number = 1L;
        while (await file.ReadLineAsync(stop) is { } line)
        {
            number++;
            if (whole) throw new FormatException($"{name}, line {number}: something follows the end.");
            using var json = Parse(name, number, line);
            whole = Take(check, json.RootElement, $"{name}, line {number}");
        }

        if (!whole) throw new FormatException($"{name} was cut off after line {number}: its last line is not the end.");
        check.End();
        return Verdict.Of(name, check, trusted.Key is null ? [Trusted.NoKey] : []);
    }

    /// <summary>The leaves of a log, one after another.</summary>
    public static async Task<ReadOnlyMemory<byte>> Leaves(string path, CancellationToken stop)
    {
        var leaves = new MemoryStream();
        using var file = File.OpenText(path);
        while (await file.ReadLineAsync(stop) is { } line)
        {
            using var json = Parse(path, 0, line);
            if (json.RootElement.TryGetProperty("leaf", out var leaf)) leaves.Write(leaf.GetBytesFromBase64());
        }

        return leaves.ToArray();
    }

    /// <returns>Whether it was the end.</returns>
    private static bool Take(LogCheck check, JsonElement line, string where)
    {
        if (line.TryGetProperty("leaf", out var leaf))
        {
            if (line.GetProperty("index").GetInt64() != check.Leaves) throw new FormatException($"{where}: leaf {check.Leaves} is expected here.");
            var e = line.GetProperty("event");
            check.Leaf(leaf.GetBytesFromBase64(), line.GetProperty("position").GetInt64(), e.ValueKind == JsonValueKind.Null ? null : LogEntry.Read(e));
            return false;
        }

        if (line.TryGetProperty("extra", out var extra)) check.Extra(LogEntry.Read(extra));
        else if (line.TryGetProperty("checkpoint", out var note)) check.Note(SignedNote.Parse(note.GetString()!));
        else return line.TryGetProperty("size", out var size) && size.GetInt64() == check.Leaves ? true : throw new FormatException($"{where}: it is no line of a log, or the end says another number of leaves.");
        return false;
    }

    private static JsonDocument Parse(string name, long number, string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name}, line {number} is not JSON; the file may be cut off.", e);
        }
    }
}
