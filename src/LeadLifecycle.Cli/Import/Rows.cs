using System.Text.Unicode;
using CsvHelper;

namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The rows of a data file with the line each starts on. Strict: a row with too few or too many columns, a quote never
/// closed, text that is not UTF-8 or a cut-off gzip stops the import; reading on would be guessing.
/// </summary>
public sealed class Rows : IDisposable
{
    private const int LargestRow = 16 * 1024 * 1024;
    private readonly DataFile file;
    private readonly CsvReader csv;

    public Rows(DataFile file, char separator)
    {
        this.file = file;
        csv = CsvReader.Create(file.Open(), new CsvReaderOptions
        {
            Separator = separator,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            MaxRecordSize = LargestRow,
            TrackLineNumbers = true,
            PoolStrings = true,
        });
        Header = Guard(() => csv.Headers);
        if (Header.Count == 0 || Header.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            csv.Dispose();
            throw new StoppedException(ExitCode.Data, $"{file.Path}:1: the first line must name the columns, each once.");
        }
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>The line on which the current row starts, counted from 1, lines inside quoted fields included.</summary>
    public long Line => csv.LineNumber;

    /// <summary>Goes to the next row; null at the end of the file.</summary>
    public string[]? Next()
    {
        if (!Guard(csv.Read))
        {
            return null;
        }

        var row = new string[csv.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            if (!Utf8.IsValid(csv.GetSpan(i)))
            {
                throw new StoppedException(ExitCode.Data, $"{file.Path}:{Line}: column \"{Header[i]}\": not UTF-8; convert the file first.");
            }

            row[i] = csv.GetString(i);
        }

        return row;
    }

    public void Dispose() => csv.Dispose();

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new StoppedException(ExitCode.Data, $"{file.Path}:{e.LineNumber}: {e.Message}");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new StoppedException(ExitCode.Data, $"{file.Path}: cannot be read to its end: {e.Message}");
        }
    }
}
