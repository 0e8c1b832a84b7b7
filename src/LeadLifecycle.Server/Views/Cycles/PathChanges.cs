using System.Runtime.InteropServices;
using Marten;

namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>What a page of events changes in the number of cycles of each path.</summary>
internal sealed class PathChanges
{
    private readonly Dictionary<CyclePath, long> _more = [];

    /// <summary>A lead's cycles before the page and after it.</summary>
    public void Add(IReadOnlyList<CycleRow> before, IReadOnlyList<CycleRow> after)
    {
        foreach (var row in before) Count(row, -1);
        foreach (var row in after) Count(row, 1);
    }

    /// <summary>A path that no cycle has any longer has no row, as if it had never been.</summary>
    public void Write(IDocumentOperations transaction)
    {
        PathTable.Columns.Insert(transaction, [.. _more.Where(path => path.Value != 0)], PathTable.Upsert);
        if (_more.Values.Any(more => more < 0)) transaction.QueueSqlCommand($"delete from {PathTable.Name} where workspace = ? and cycles = 0", transaction.TenantId);
    }

    private void Count(CycleRow row, int more) => CollectionsMarshal.GetValueRefOrAddDefault(_more, CyclePath.Of(row), out _) += more;
}
