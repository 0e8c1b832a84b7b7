namespace LeadLifecycle.Cli.Import;

/// <summary>A fact read from a row. The row's columns are kept until its outcome is known, to be reported if it is refused.</summary>
/// <param name="Line">The line of the data file on which the row starts.</param>
public sealed record Fact(BoundFile File, BoundRule Rule, string[] Row, string Subject, DateTimeOffset OccurredAt, long Line)
{
    private string? id;

    /// <summary>The dedupe id: the same row has the same one in every run.</summary>
    public string Id => id ??= File.IdOf(this);
}
