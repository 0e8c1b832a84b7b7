using System.IO.Enumeration;
using LeadLifecycle.Cli.Mapping;

namespace LeadLifecycle.Cli.Import;

/// <summary>Finds out which data file is which entry of the mapping: by name pattern and header, never by order.</summary>
public static class Assignment
{
    /// <returns>Joined files first: a lead's row is checked and sent before the rows that join it.</returns>
    /// <exception cref="StoppedException">A file fits no entry or several, or an entry has no file.</exception>
    public static IReadOnlyList<BoundFile> Of(ImportMapping mapping, IReadOnlyList<DataFile> data)
    {
        if (data.GroupBy(file => Path.GetFullPath(file.Path)).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new StoppedException(ExitCode.Usage, $"{twice.First().Path} stands twice on the command line.");
        }

        var bound = data.Select(file => Bind(mapping, file)).ToList();
        var missing = mapping.Files.FirstOrDefault(entry => !entry.Optional && bound.All(file => file.Mapped != entry));
        if (missing is not null)
        {
            throw new StoppedException(
                ExitCode.Usage,
                $"No data file fits \"{missing.Name}\" ({Describe(missing)}). Is one missing on the command line? If imports do without it, state \"optional\": true.");
        }

        return [.. bound.OrderBy(file => file.Mapped.Join is not null).ThenBy(file => mapping.Files.ToList().IndexOf(file.Mapped))];
    }

    private static BoundFile Bind(ImportMapping mapping, DataFile data)
    {
        var fitting = mapping.Files.Where(entry => Fits(entry, data)).ToList();
        if (fitting.Count == 1)
        {
            return new BoundFile(data, fitting[0], HeaderOf(data, fitting[0].Separator));
        }

        var question = fitting.Count == 0
            ? $"{data.Path} fits none of the mapping's files. Which one is it: {string.Join("; ", mapping.Files.Select(f => $"\"{f.Name}\" ({Describe(f)})"))}?"
            : $"{data.Path} fits {string.Join(" and ", fitting.Select(f => $"\"{f.Name}\""))}. Which one is it?";
        throw new StoppedException(ExitCode.Usage, $"{question} Say so in \"match\" of the mapping.");
    }

    private static bool Fits(MappedFile entry, DataFile data) =>
        (entry.FileNames is null || FileSystemName.MatchesSimpleExpression(entry.FileNames, data.Name))
        && (entry.HeaderHas.Count == 0 || entry.HeaderHas.All(HeaderOf(data, entry.Separator).Contains));

    private static IReadOnlyList<string> HeaderOf(DataFile data, char separator)
    {
        using var rows = new Rows(data, separator);
        return rows.Header;
    }

    private static string Describe(MappedFile file) => string.Join(", ",
        [.. file.FileNames is null ? Array.Empty<string>() : [$"named {file.FileNames}"],
         .. file.HeaderHas.Count == 0 ? Array.Empty<string>() : [$"with the columns {string.Join(", ", file.HeaderHas)}"]]) is { Length: > 0 } text ? text : "any file";
}
