namespace LeadLifecycle.Cli.Import;

/// <summary>Finds the columns a mapping names in a file's header.</summary>
public sealed class Columns(DataFile data, IReadOnlyList<string> header)
{
    /// <exception cref="StoppedException">The file has no such column.</exception>
    public int Find(string name)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i] == name)
            {
                return i;
            }
        }

        throw new StoppedException(
            ExitCode.Data,
            $"{data.Path}:1: the mapping reads a column \"{name}\"; the columns here are: {string.Join(", ", header)}. Nothing was sent.");
    }
}
