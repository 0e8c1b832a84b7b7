using CsvHelper;

namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The rows that did not go in, as CSV: why, and every original column, so that they can be mended and imported again. The
/// file exists only when there are such rows.
/// </summary>
public sealed class RejectedRows(string path, IEnumerable<BoundFile> files) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> columns = [.. files.SelectMany(file => file.Header).Distinct()];
    private CsvWriter? csv;

    public string Path => path;

    public bool Any => csv is not null;

    public void Add(BoundFile file, string[] row, long line, string code, string? place, string id)
    {
        lock (gate)
        {
            csv ??= Begin();
            csv.WriteRecord([file.Data.Path, $"{line}", code, place ?? "", id, .. columns.Select(column => Value(file, row, column))]);
        }
    }

    public void Dispose() => csv?.Dispose();

    private CsvWriter Begin()
    {
        var begun = CsvWriter.Create(new StreamWriter(path), new CsvWriterOptions());
        begun.WriteRecord(["file", "line", "code", "pointer", "id", .. columns]);
        return begun;
    }

    private static string Value(BoundFile file, string[] row, string column)
    {
        var index = file.Header.ToList().IndexOf(column);
        return index < 0 ? "" : row[index];
    }
}
