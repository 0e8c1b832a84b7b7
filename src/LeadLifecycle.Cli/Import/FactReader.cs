namespace LeadLifecycle.Cli.Import;

/// <summary>Reads the facts of one file, row by row. Both passes read through here, so what was checked is what is sent.</summary>
public sealed class FactReader(BoundFile file)
{
    public IEnumerable<RowRead> Read()
    {
        using var rows = new Rows(file.Data, file.Mapped.Separator);
        while (rows.Next() is { } row)
        {
            var subject = file.SubjectOf(row, rows.Line);
            file.CheckId(row, rows.Line);
            var facts = file.Mapped.IsEventLog ? FromLog(row, subject, rows.Line) : FromSnapshot(row, subject, rows.Line);
            yield return new RowRead(file, row, subject, rows.Line, facts);
        }
    }

    private IReadOnlyList<Fact> FromLog(string[] row, string subject, long line)
    {
        var rule = file.Rules.FirstOrDefault(rule => rule.Fits(row));
        if (rule is null)
        {
            var activity = file.Header.ToList().IndexOf(file.Mapped.Activity!);
            throw file.Wrong(line, activity, row[activity], "fits no rule; add one for it, or a last rule that takes or skips the rest");
        }

        return rule.Rule.Type is null ? [] : [Fact(rule, row, subject, line)];
    }

    private List<Fact> FromSnapshot(string[] row, string subject, long line) =>
        [.. file.Rules.Where(rule => rule.Fits(row)).Select(rule => Fact(rule, row, subject, line))];

    private Fact Fact(BoundRule rule, string[] row, string subject, long line) =>
        new(file, rule, row, subject, rule.TimeOf(file, row, line), line);
}

/// <summary>A row with the facts it says.</summary>
public sealed record RowRead(BoundFile File, string[] Row, string Subject, long Line, IReadOnlyList<Fact> Facts);
