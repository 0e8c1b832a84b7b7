namespace LeadLifecycle.Cli.Import;

/// <summary>
/// The files of one import after the first pass: every row was read and every value checked, and what needs whole files is
/// known (which keys have a lead row, which occurrence is the first). The rows themselves are not kept.
/// </summary>
public sealed class ImportPlan
{
    private const int UnmatchedNamed = 10;
    private readonly Dictionary<string, KeySet> joined;
    private readonly Firsts firsts = new();
    private readonly IReadOnlyList<(BoundFile File, FileStamp Stamp)> files;

    private ImportPlan(IReadOnlyList<BoundFile> bound)
    {
        files = [.. bound.Select(file => (file, FileStamp.Of(file.Data)))];
        joined = bound.Select(file => file.Mapped.Join).OfType<string>().Distinct().ToDictionary(name => name, _ => new KeySet());
    }

    public long Rows { get; private set; }

    /// <summary>Rows whose lead has no row in the file they join.</summary>
    public long Unmatched { get; private set; }

    /// <summary>Where the first of them stand; a dry run names them, as it writes no report.</summary>
    public List<string> UnmatchedAt { get; } = [];

    /// <summary>CloudEvent type → how many facts will be sent.</summary>
    public SortedDictionary<string, long> Types { get; } = new(StringComparer.Ordinal);

    public long Facts => Types.Values.Sum();

    public IEnumerable<BoundFile> Files => files.Select(f => f.File);

    /// <summary>Reads everything once.</summary>
    /// <exception cref="StoppedException">Something cannot be read as the mapping says.</exception>
    public static ImportPlan Check(IReadOnlyList<BoundFile> bound, Action<long> rowsRead, CancellationToken stop)
    {
        var plan = new ImportPlan(bound);
        foreach (var row in plan.Read())
        {
            stop.ThrowIfCancellationRequested();
            plan.Note(row);
            rowsRead(plan.Rows);
        }

        return plan;
    }

    /// <summary>Reads again, for sending: every row with the facts that are to be sent.</summary>
    /// <param name="unmatched">Takes the rows that join a lead no file has.</param>
    public IEnumerable<RowRead> Send(Action<RowRead> unmatched)
    {
        if (files.FirstOrDefault(f => FileStamp.Of(f.File.Data) != f.Stamp).File is { } changed)
        {
            throw new StoppedException(ExitCode.Data, $"{changed.Data.Path} changed after it was checked. Run the same command again.");
        }

        foreach (var row in Read())
        {
            if (HasLead(row))
            {
                yield return row.Facts.Any(fact => fact.Rule.Rule.First) ? row with { Facts = [.. row.Facts.Where(firsts.Take)] } : row;
            }
            else
            {
                unmatched(row);
            }
        }
    }

    private IEnumerable<RowRead> Read() => Files.SelectMany(file => new FactReader(file).Read());

    private void Note(RowRead row)
    {
        Rows++;
        joined.GetValueOrDefault(row.File.Mapped.Name)?.Add(row.Subject);
        if (!HasLead(row))
        {
            Unmatched++;
            if (UnmatchedAt.Count < UnmatchedNamed)
            {
                UnmatchedAt.Add($"{row.File.Data.Path}:{row.Line}: \"{row.Subject}\" has no row in \"{row.File.Mapped.Join}\".");
            }

            return;
        }

        foreach (var fact in row.Facts)
        {
            fact.Rule.Check(fact);
            if (firsts.Note(fact))
            {
                Types[fact.Rule.Rule.Type!] = Types.GetValueOrDefault(fact.Rule.Rule.Type!) + 1;
            }
        }
    }

    // Files that are joined come first (Assignment), so their keys are whole when a row asks.
    private bool HasLead(RowRead row) => row.File.Mapped.Join is not { } join || joined[join].Contains(row.Subject);

}
