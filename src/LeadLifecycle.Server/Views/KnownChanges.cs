using Marten;

namespace LeadLifecycle.Server.Views;

/// <summary>What a page of events changes in the rows of a view, gathered lead by lead and written in four statements.</summary>
internal sealed class KnownChanges<TRow>(KnownTables<TRow> tables) where TRow : class
{
    private readonly List<Known<TRow>> _superseded = [];
    private readonly List<Known<TRow>> _passed = [];
    private readonly List<Known<TRow>> _current = [];
    private readonly List<Known<TRow>> _gone = [];

    /// <summary>The lead's rows before the page, as the tables have them, and each later state with the time it was known from.</summary>
    public void Add(IReadOnlyList<TRow> before, IReadOnlyList<(DateTimeOffset KnownFrom, IReadOnlyList<TRow> Rows)> states)
    {
        // Null stands for a row that lies in the table already, with a known_from only the table knows.
        var standing = before.ToDictionary(tables.KeyOf, row => (Row: row, KnownFrom: (DateTimeOffset?)null));
        foreach (var (knownFrom, rows) in states)
        {
            foreach (var (key, old) in standing.ToArray())
            {
                if (rows.Any(row => row.Equals(old.Row))) continue;
                Supersede(old, knownFrom);
                standing.Remove(key);
            }

            foreach (var row in rows) standing.TryAdd(tables.KeyOf(row), (row, knownFrom));
        }

        foreach (var (row, knownFrom) in standing.Values)
        {
            if (knownFrom is { } from) _current.Add(new Known<TRow>(row, from));
        }

        _gone.AddRange(before.Where(row => !standing.ContainsKey(tables.KeyOf(row))).Select(row => new Known<TRow>(row, default)));
    }

    public void Write(IDocumentOperations transaction)
    {
        var (names, keys) = (tables.NowColumns.Names, string.Join(", ", tables.Keys));
        var same = string.Concat(tables.Keys.Select(key => $" and c.{key} = s.{key}"));
        // A page may end between two events of one instant; what stood only within it was never known.
        if (_superseded.Count > 0)
        {
            transaction.QueueSqlCommand(
                $"""
                insert into {tables.History} (workspace, {names}, superseded_at)
                select c.workspace, {string.Join(", ", names.Split(", ").Select(name => "c." + name))}, s.at
                from unnest({Arrays(_superseded)}, ?::timestamptz[]) s ({keys}, at)
                join {tables.Now} c on c.workspace = ?{same}
                where c.known_from < s.at
                """,
                [.. Values(_superseded), _superseded.Select(s => s.SupersededAt!.Value).ToArray(), transaction.TenantId]);
        }

        tables.HistoryColumns.Insert(transaction, _passed);
        if (_gone.Count > 0)
        {
            transaction.QueueSqlCommand(
                $"delete from {tables.Now} c using unnest({Arrays(_gone)}) s ({keys}) where c.workspace = ?{same}", [.. Values(_gone), transaction.TenantId]);
        }

        tables.NowColumns.Insert(transaction, _current, tables.Upsert);
    }

    private string Arrays(IReadOnlyList<Known<TRow>> rows) => string.Join(", ", tables.KeyColumns.Arrays(rows).Select(array => $"?::{array.Type}[]"));

    private IEnumerable<object> Values(IReadOnlyList<Known<TRow>> rows) => tables.KeyColumns.Arrays(rows).Select(array => (object)array.Values);

    private void Supersede((TRow Row, DateTimeOffset? KnownFrom) old, DateTimeOffset at)
    {
        if (old.KnownFrom is not { } from) _superseded.Add(new Known<TRow>(old.Row, default, at));
        else if (from < at) _passed.Add(new Known<TRow>(old.Row, from, at));
    }
}
