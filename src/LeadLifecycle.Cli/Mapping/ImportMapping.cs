namespace LeadLifecycle.Cli.Mapping;

/// <summary>How data files become facts: the content of a mapping file, checked. Schema: <c>schema/import/mapping.schema.json</c>.</summary>
/// <param name="Name">Names the report files.</param>
/// <param name="Sender">The system the rows come from: CloudEvents <c>source</c>, half of every lead's external key.</param>
public sealed record ImportMapping(string Name, string Sender, IReadOnlyList<MappedFile> Files);

/// <summary>One kind of data file and what its rows say.</summary>
/// <param name="Name">How this kind of file is called in messages and joins.</param>
/// <param name="FileNames">A pattern with <c>*</c> and <c>?</c> the file's name must fit, or null.</param>
/// <param name="HeaderHas">Columns the header must have for a data file to be of this kind.</param>
/// <param name="Subject">The column with the lead's key.</param>
/// <param name="Activity">Event log: the column rules look at first. Null for a snapshot, where every rule reads every row.</param>
/// <param name="Id">The columns that name a row; empty: a hash over all columns does.</param>
/// <param name="Times">Column → how its times are written.</param>
/// <param name="Join">The file in which every row's lead must stand, or null.</param>
/// <param name="Optional">An import without this file is complete.</param>
public sealed record MappedFile(
    string Name,
    string? FileNames,
    IReadOnlyList<string> HeaderHas,
    char Separator,
    string Subject,
    string? Activity,
    IReadOnlyList<string> Id,
    IReadOnlyDictionary<string, TimeRule> Times,
    IReadOnlyList<FactRule> Rules,
    string? Join,
    bool Optional)
{
    /// <summary>An event log takes the first rule that fits a row; a snapshot takes all of them.</summary>
    public bool IsEventLog => Activity is not null;
}

/// <summary>When a row says a fact, and what the fact says.</summary>
/// <param name="Name">Part of the fact's id where one row gives several facts.</param>
/// <param name="Type">The CloudEvent type, or null: rows of this rule are left out on purpose.</param>
/// <param name="Activity">The exact activity, or null for any.</param>
/// <param name="Where">Column → the values it may have.</param>
/// <param name="When">Columns that must not be blank for the fact to exist.</param>
/// <param name="First">Only the earliest such fact of a lead is sent.</param>
public sealed record FactRule(
    string Name,
    string? Type,
    string? Activity,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Where,
    IReadOnlyList<string> When,
    string Time,
    string? Actor,
    bool First,
    IReadOnlyList<DataMember> Data);

/// <summary>One member of a fact's data: from a column or a constant.</summary>
/// <param name="Path">The member's name; <c>company.industry</c> stands inside <c>company</c>.</param>
/// <param name="Constant">The JSON text of the constant, or null.</param>
/// <param name="Values">Value in the file → value sent; null leaves the member out.</param>
public sealed record DataMember(string Path, string? Column, string? Constant, IReadOnlyDictionary<string, string?> Values, DataKind Kind);

/// <summary>How a column's text is written into the fact's data.</summary>
public enum DataKind { Text, Number, Boolean, Date, Instant }
