using LeadLifecycle.Cli.Mapping;

namespace LeadLifecycle.Cli.Import;

/// <summary>A data file with its mapping: the columns the mapping names are found in the header once, not for every row.</summary>
public sealed class BoundFile
{
    private readonly RowId hash;
    private readonly int subject;
    private readonly int[] id;

    public BoundFile(DataFile data, MappedFile mapped, IReadOnlyList<string> header)
    {
        (Data, Mapped, Header) = (data, mapped, header);
        var columns = new Columns(data, header);
        subject = columns.Find(mapped.Subject);
        id = [.. mapped.Id.Select(columns.Find)];
        Rules = [.. mapped.Rules.Select(rule => new BoundRule(rule, mapped, columns))];
        hash = new RowId(header, mapped.Id.Count > 0 ? mapped.Id : header);
    }

    public DataFile Data { get; }

    public MappedFile Mapped { get; }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<BoundRule> Rules { get; }

    /// <summary>The lead's key in a row.</summary>
    public string SubjectOf(string[] row, long line) => Filled(row, subject, line, "holds no lead key");

    /// <summary>Stops when a row lacks a column its id is made of.</summary>
    public void CheckId(string[] row, long line) => Array.ForEach(id, column => Filled(row, column, line, "is part of the id and blank"));

    /// <summary>A single id column is the id itself, so that a file and a live sender can name the same fact.</summary>
    public string IdOf(Fact fact)
    {
        var tellApart = Mapped.IsEventLog ? "" : fact.Rule.Rule.Name;
        return id.Length != 1 ? hash.Of(fact.Row, tellApart)
            : tellApart.Length == 0 ? fact.Row[id[0]]
            : $"{fact.Row[id[0]]}#{tellApart}";
    }

    public StoppedException Wrong(long line, int column, string value, string complaint) =>
        new(ExitCode.Data, $"{Data.Path}:{line}: column \"{Header[column]}\": \"{value}\" {complaint}. Nothing was sent.");

    private string Filled(string[] row, int column, long line, string complaint) =>
        string.IsNullOrWhiteSpace(row[column]) ? throw Wrong(line, column, row[column], complaint) : row[column];
}
