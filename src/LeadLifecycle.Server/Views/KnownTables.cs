using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Views;

/// <summary>A row with the time from which it was known, and when it stopped being the latest.</summary>
internal sealed record Known<TRow>(TRow Row, DateTimeOffset KnownFrom, DateTimeOffset? SupersededAt = null);

/// <summary>
/// Rows as they are known now, and apart from them every row a later fact or a void superseded, so that the reports of
/// now scan only what is current. A row counts for K when knownFrom &lt; K ≤ supersededAt.
/// </summary>
/// <param name="keys">How many of the columns, from the first, name a row.</param>
/// <param name="keyOf">Names a row among those of its lead.</param>
internal sealed class KnownTables<TRow>(
    string now, string history, int keys, Func<TRow, int> keyOf, params (string Name, string Type, Func<IReadOnlyList<Known<TRow>>, Array> Values)[] columns)
{
    private readonly string[] _keys = [.. columns.Take(keys).Select(column => column.Name)];

    public string Now => now;

    public string History => history;

    public IReadOnlyList<string> Keys => _keys;

    public Func<TRow, int> KeyOf => keyOf;

    public RowColumns<Known<TRow>> KeyColumns { get; } = new(now, columns[..keys]);

    public RowColumns<Known<TRow>> NowColumns { get; } = new(now, [.. columns, KnownFrom]);

    public RowColumns<Known<TRow>> HistoryColumns { get; } =
        new(history, [.. columns, KnownFrom, Column.Of<Known<TRow>, DateTimeOffset?>("superseded_at", "timestamptz", known => known.SupersededAt)]);

    public string Upsert => $"on conflict (workspace, {string.Join(", ", _keys)}) do update set {NowColumns.SetAll(_keys)}";

    private static (string, string, Func<IReadOnlyList<Known<TRow>>, Array>) KnownFrom =>
        Column.Of<Known<TRow>, DateTimeOffset>("known_from", "timestamptz", known => known.KnownFrom);

    public static (string, string, Func<IReadOnlyList<Known<TRow>>, Array>) Of<TValue>(string name, string type, Func<TRow, TValue> value) =>
        Column.Of<Known<TRow>, TValue>(name, type, known => value(known.Row));

    public Table NowTable()
    {
        var table = new Table(now);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        NowColumns.Declare(table, _keys);
        return table;
    }

    public Table HistoryTable()
    {
        var table = new Table(history);
        table.AddColumn<string>("workspace").NotNull();
        HistoryColumns.Declare(table);
        table.Indexes.Add(new IndexDefinition($"idx_{history.Split('.')[^1]}_lead") { Columns = ["workspace", "lead_id"] });
        return table;
    }

    /// <summary>Reads the rows of $1's workspace as they were known at $5; as they are known now when that is not asked.</summary>
    public string Sql(bool knownAt) => !knownAt
        ? $"select {NowColumns.Names} from {now} where workspace = $1"
        : $"""
           select {NowColumns.Names} from {now} where workspace = $1 and known_from < $5
           union all
           select {NowColumns.Names} from {history} where workspace = $1 and known_from < $5 and superseded_at >= $5
           """;
}
