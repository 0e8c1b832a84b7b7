using System.Buffers;
using System.Text.Json;

namespace LeadLifecycle.Cli.Mapping;

/// <summary>Reads a mapping file. Whatever it does not state, and whatever it says twice, is an error with a pointer.</summary>
public static class MappingReader
{
    private static readonly SearchValues<char> NotInFileNames = SearchValues.Create("/\\:*?\"<>|");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="StoppedException">The file is missing, not JSON, or not a mapping.</exception>
    public static ImportMapping Read(string path)
    {
        try
        {
            return Parse(Path.GetFileName(path), File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoppedException(ExitCode.Usage, $"The mapping file cannot be read: {e.Message}");
        }
    }

    /// <param name="file">The name used in complaints.</param>
    public static ImportMapping Parse(string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Whole(new Node(file, "", document.RootElement));
        }
        catch (JsonException e)
        {
            throw new StoppedException(ExitCode.Usage, $"{file}:{e.LineNumber + 1}: not JSON: {e.Message}");
        }
    }

    private static ImportMapping Whole(Node root)
    {
        root.Only("$schema", "description", "name", "sender", "files");
        var name = root.Get("name").Text();
        if (name.AsSpan().ContainsAny(NotInFileNames))
        {
            throw root.Get("name").Wrong("it names the report files, so it cannot hold / \\ : * ? \" < > |.");
        }

        var files = root.Get("files").Items().Select(node => (Node: node, File: FileReader.Read(node))).ToList();
        foreach (var (node, file) in files)
        {
            CheckAgainst([.. files.Select(f => f.File)], node, file);
        }

        return new ImportMapping(name, root.Get("sender").Text(), [.. files.Select(f => f.File)]);
    }

    private static void CheckAgainst(List<MappedFile> all, Node node, MappedFile file)
    {
        if (all.Count(other => other.Name == file.Name) > 1)
        {
            throw node.Get("name").Wrong($"two files are called \"{file.Name}\".");
        }

        if (file.Join is not null && (file.Join == file.Name || all.All(other => other.Name != file.Join)))
        {
            throw node.Get("join").Wrong($"there is no other file called \"{file.Join}\".");
        }

        if (file.Join is not null && all.First(other => other.Name == file.Join).Join is not null)
        {
            throw node.Get("join").Wrong($"\"{file.Join}\" joins a file itself; join the file that has every lead.");
        }

        if (all.Count > 1 && file is { FileNames: null, HeaderHas.Count: 0 })
        {
            throw node.Wrong("with several files each needs a \"match\": \"fileName\" or \"header\".");
        }
    }
}
