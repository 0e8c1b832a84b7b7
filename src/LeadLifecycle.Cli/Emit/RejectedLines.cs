using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadLifecycle.Cli.Emit;

/// <summary>
/// The lines that did not go in, as JSON Lines: why, and the line itself, so that it can be mended and sent again. The file exists
/// only when there are such lines.
/// </summary>
public sealed class RejectedLines(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private StreamWriter? file;

    public string Path => path;

    public bool Any => file is not null;

    public void Add(EventLine line, string code, string? pointer)
    {
        file ??= new StreamWriter(path);
        var itself = line.Event is null ? $"\"text\":{JsonSerializer.Serialize(line.Text, Readable)}" : $"\"event\":{line.Text}";
        file.WriteLine($"{{\"line\":{line.Number},\"code\":{JsonSerializer.Serialize(code)},\"pointer\":{JsonSerializer.Serialize(pointer)},{itself}}}");
    }

    public void Dispose() => file?.Dispose();
}
