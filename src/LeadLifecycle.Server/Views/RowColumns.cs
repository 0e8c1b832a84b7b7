using Marten;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Views;

/// <summary>The columns of a flat table and how a row fills them, written many rows at a time.</summary>
internal sealed class RowColumns<TRow>(string table, params (string Name, string Type, Func<IReadOnlyList<TRow>, Array> Values)[] columns)
{
    public string Names { get; } = string.Join(", ", columns.Select(column => column.Name));

    /// <summary>One statement, whatever the number of rows; nothing when there are none.</summary>
    /// <param name="conflict">The <c>on conflict</c> clause, or empty.</param>
    public void Insert(IDocumentOperations transaction, IReadOnlyList<TRow> rows, string conflict = "")
    {
        if (rows.Count == 0) return;
        var arrays = string.Join(", ", columns.Select(column => $"?::{column.Type}[]"));
        transaction.QueueSqlCommand(
            $"insert into {table} (workspace, {Names}) select ?, * from unnest({arrays}) {conflict}",
            [transaction.TenantId, .. columns.Select(column => column.Values(rows))]);
    }

    /// <summary>Their types and values, for a statement that takes them as arrays.</summary>
    public IEnumerable<(string Type, Array Values)> Arrays(IReadOnlyList<TRow> rows) => columns.Select(column => (column.Type, column.Values(rows)));

    /// <summary>Declares the columns, those named as the primary key first as such.</summary>
    public void Declare(Table table, params ReadOnlySpan<string> key)
    {
        foreach (var (name, type, _) in columns)
        {
            var column = table.AddColumn(name, type);
            if (key.Contains(name)) column.AsPrimaryKey();
        }
    }

    /// <summary>For an upsert: every column takes the new row's value.</summary>
    public string SetAll(params ReadOnlySpan<string> key)
    {
        var keys = key.ToArray();
        return string.Join(", ", columns.Where(column => !keys.Contains(column.Name)).Select(column => $"{column.Name} = excluded.{column.Name}"));
    }
}

internal static class Column
{
    public static (string Name, string Type, Func<IReadOnlyList<TRow>, Array> Values) Of<TRow, TValue>(string name, string type, Func<TRow, TValue> value) =>
        (name, type, rows =>
        {
            var values = new TValue[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
            return values;
        }
    );
}
